"""How scenic lines are, against distances that shapely finds."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from courseplanner.assess.scenery import scenery_along, scenery_at, scenic_places
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.model.names import Names
from courseplanner.model.places.places import Place, PlaceKind

PLANE = Plane(104.9, 25.0)
_ONE_DEG = 111_000.0


def _degrees(points_m: list[tuple[float, float]]) -> NDArray[np.float64]:
    """Turn metres of the plane into degrees, by Newton's method on the plane itself."""
    wanted = np.array(points_m, dtype=np.float64)
    lon, lat = 104.9 + wanted[:, 0] / _ONE_DEG, 25.0 + wanted[:, 1] / _ONE_DEG
    for _ in range(20):
        x, y = PLANE.xy(lon, lat)
        lon, lat = lon + (wanted[:, 0] - x) / _ONE_DEG, lat + (wanted[:, 1] - y) / _ONE_DEG
    return np.column_stack((lon, lat))


def _place(
    kind: PlaceKind,
    *rings_m: list[tuple[float, float]],
    at: tuple[float, float] = (0.0, 0.0),
    rating: int | None = None,
) -> Place:
    (position,) = _degrees([at])
    rings = tuple(_degrees(ring) for ring in rings_m)
    return Place(kind, Names("Somewhere"), rating, float(position[0]), float(position[1]), rings)


def _at(places: list[Place], x: float, y: float) -> float:
    return float(scenery_at(scenic_places(places, PLANE), np.array([x]), np.array([y]))[0])


@pytest.mark.parametrize(
    ("rating", "worth"), [(None, 0.5), (1, 0.5), (2, 0.6), (3, 0.75), (4, 0.9), (5, 1.0)]
)
def test_a_spot_counts_by_its_rating_and_less_with_distance(rating: int | None, worth: float) -> None:
    spot = _place(PlaceKind.SCENIC, rating=rating)
    for away_m, part in ((0.0, 1.0), (150.0, 0.5), (299.0, 1.0 / 300.0), (301.0, 0.0)):
        assert _at([spot], away_m, 0.0) == pytest.approx(worth * part, abs=1e-6)


def test_of_one_kind_the_best_counts() -> None:
    statues = [_place(PlaceKind.SCENIC, at=(10.0 * i, 0.0)) for i in range(10)]
    assert _at(statues, 0.0, 0.0) == pytest.approx(0.5)
    assert _at([*statues, _place(PlaceKind.SCENIC, rating=4)], 0.0, 0.0) == pytest.approx(0.9)


def test_different_kinds_add_up_to_one_at_most() -> None:
    lake = _place(PlaceKind.WATERSIDE, [(-50, -50), (50, -50), (50, 50), (-50, 50), (-50, -50)])
    spot = _place(PlaceKind.SCENIC, rating=4)
    assert _at([lake, spot], 0.0, 0.0) == pytest.approx(1.0 - 0.4 * 0.1)
    assert _at([lake, _place(PlaceKind.SCENIC, rating=5)], 0.0, 0.0) == 1.0


def test_what_serves_runners_is_no_scenery() -> None:
    assert _at([_place(PlaceKind.TOILETS), _place(PlaceKind.VILLAGE)], 0.0, 0.0) == 0.0
    assert _at([], 0.0, 0.0) == 0.0


def test_a_hole_in_a_park_is_outside() -> None:
    park = _place(
        PlaceKind.PARK,
        [(-500, -500), (500, -500), (500, 500), (-500, 500), (-500, -500)],
        [(-300, -300), (300, -300), (300, 300), (-300, 300), (-300, -300)],
    )
    assert _at([park], 400.0, 0.0) == pytest.approx(0.4)
    assert _at([park], 280.0, 0.0) == pytest.approx(0.4 * (1.0 - 20.0 / 50.0), abs=1e-6)
    assert _at([park], 0.0, 0.0) == 0.0


@pytest.mark.parametrize("seed", range(8))
def test_areas_and_lines_agree_with_shapely(seed: int) -> None:
    random = np.random.default_rng(seed)
    middle = random.uniform(-800, 800, 2)
    angle = np.sort(random.uniform(0, 2 * np.pi, random.integers(4, 60)))
    radius = random.uniform(60, 700, len(angle))
    ring = [
        (float(middle[0] + r * np.cos(a)), float(middle[1] + r * np.sin(a)))
        for a, r in zip(angle, radius, strict=True)
    ]
    ring.append(ring[0])
    lake = _place(PlaceKind.WATERSIDE, ring)
    line = [(float(x), float(y)) for x, y in random.uniform(-1_500, 1_500, (12, 2))]
    river = _place(PlaceKind.WATERSIDE, line + line[-2::-1])
    at = random.uniform(-1_600, 1_600, (600, 2))
    points = shapely.points(at)
    for place, shape in ((lake, shapely.Polygon(ring)), (river, shapely.LineString(line))):
        found = scenery_at(scenic_places([place], PLANE), at[:, 0].copy(), at[:, 1].copy())
        away_m = shapely.distance(shape, points)
        assert found == pytest.approx(np.maximum(0.6 * (1.0 - away_m / 150.0), 0.0), abs=1e-6)
        assert (found > 0.0).any()


def test_along_a_line_it_is_the_mean() -> None:
    # Right through a peak: on both sides it falls evenly to nothing within 500 m.
    peak = scenic_places([_place(PlaceKind.LANDFORM)], PLANE)
    x, is_open = np.array([-2_000.0, -1_999.0, 2_000.0]), np.ones(2, dtype=bool)
    mean = scenery_along(peak, x, np.zeros(3), is_open)
    assert mean == pytest.approx(0.3 * 0.5 * 1_000.0 / 4_000.0, rel=1e-3)
    assert scenery_along(peak, x[:1], np.zeros(1), is_open[:0]) == 0.0


def test_in_a_tunnel_there_is_nothing_to_see() -> None:
    # A tunnel up to the peak, then the open: what is left is half of what there was, over the same length.
    peak = scenic_places([_place(PlaceKind.LANDFORM)], PLANE)
    x = np.array([-2_000.0, 0.0, 2_000.0])
    half = scenery_along(peak, x, np.zeros(3), np.array([False, True]))
    assert half == pytest.approx(0.3 * 0.5 * 500.0 / 4_000.0, rel=1e-3)
    assert scenery_along(peak, x, np.zeros(3), np.array([False, False])) == 0.0
