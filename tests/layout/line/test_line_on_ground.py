"""Lines with heights: closed to an exact length on the ground, as they are written."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pyproj import Geod

from courseplanner.layout.line.closing import (
    close_loop,
    close_out_and_back,
    close_point_to_point,
    whole_route,
)
from courseplanner.layout.line.line import Line, cut, laps_of, line_of, reversed_line
from courseplanner.layout.line.routes import Router
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.ground.relief import Relief
from layout.maps import grid, position
from layout.walking import along

GEOD = Geod(ellps="WGS84")
ONE_MM = 0.001


def on_ground_m(line: Line) -> float:
    """Measure a line as its file is measured: by the coordinates and heights as written."""
    height_m = line.heights_m()
    assert height_m is not None
    assert np.abs(np.round(height_m, 3) - height_m).max() < 1e-9
    length_m = np.array(GEOD.line_lengths(line.lon, line.lat))
    scale = 1.0 + (height_m[1:] + height_m[:-1]) / 2.0 / 6_371_008.8
    return float(np.hypot(length_m * scale, np.diff(height_m)).sum())


def hilly(*points: tuple[float, float], high_m: float = 1_400.0) -> Line:
    """A line of points in metres, over hills of 80 m every 700 m."""
    lon, lat = zip(*(position(*point) for point in points), strict=True)
    line = line_of(np.array(lon), np.array(lat), np.arange(len(points) - 1))
    at_m = np.linspace(0.0, line.length_m, 400)
    turn = 2.0 * np.pi * round(line.length_m / 700.0) / line.length_m
    height_m = high_m + 40.0 * np.sin(turn * at_m)
    return replace(line, relief=Relief(at_m, height_m, np.zeros(400, dtype=np.bool_), 5.0))


WAY = hilly(*((150.0 * i, 60.0 * np.sin(i)) for i in range(40)))
LOOP = hilly((0, 0), (900, 40), (1_000, 800), (500, 900), (0, 850), (0, 0))


def heights_of(line: Line) -> list[float]:
    height_m = line.heights_m()
    assert height_m is not None
    return [float(height) for height in height_m]


def test_heights_stay_at_their_places_in_pieces_laps_and_the_other_way() -> None:
    piece = cut(WAY, 800.0, 2_500.0)
    at_ends_m = np.interp([800.0, 2_500.0], WAY.chainage_m, heights_of(WAY))
    assert [heights_of(piece)[0], heights_of(piece)[-1]] == pytest.approx(at_ends_m.tolist(), abs=12.0)
    assert heights_of(piece)[1:-1] == pytest.approx(
        [
            height
            for height, at_m in zip(heights_of(WAY), WAY.chainage_m, strict=True)
            if 800.0 < at_m < 2_500.0
        ],
        abs=0.002,
    )
    assert heights_of(reversed_line(piece)) == pytest.approx(heights_of(piece)[::-1], abs=0.002)
    laps = laps_of(LOOP, 3)
    assert on_ground_m(laps) == pytest.approx(3.0 * on_ground_m(LOOP), abs=0.02)


@pytest.fixture(scope="module")
def router(tmp_path_factory: pytest.TempPathFactory) -> Router:
    """Finds routes on streets 6 m wide, whatever their shape."""
    roads = grid(9, 9, 450.0).region(tmp_path_factory.mktemp("map")).roads
    return Router(roads, Plane(float(LOOP.lon.mean()), float(LOOP.lat.mean())))


@pytest.mark.parametrize("laps", [1, 2])
def test_loops_close_on_the_ground(laps: int, router: Router) -> None:
    whole_m = on_ground_m(whole_route(router, along(LOOP), "loop", laps).line)
    target_m = whole_m - 63.0
    closed = list(close_loop(router, along(LOOP), target_m, laps, None))
    assert closed
    for one in closed:
        assert on_ground_m(one.line) == pytest.approx(target_m, abs=ONE_MM)
        assert one.closing is not None
        assert one.closing.shift_m == pytest.approx(laps * LOOP.length_m - one.routed.centreline.length_m)
        assert one.closing.shift_m == pytest.approx(63.0, abs=8.0)


def test_other_shapes_close_on_the_ground(router: Router) -> None:
    (slid,) = close_point_to_point(router, along(WAY), 5_000.0, None, None)
    assert on_ground_m(slid.line) == pytest.approx(5_000.0, abs=ONE_MM)
    (turned,) = close_out_and_back(router, along(WAY), 5_000.0)
    assert on_ground_m(turned.line) == pytest.approx(5_000.0, abs=ONE_MM)


def test_heights_lie_abreast_of_those_of_the_road(router: Router) -> None:
    routed = whole_route(router, along(WAY), "point-to-point")
    own = np.array(heights_of(routed.line))
    there = np.interp(
        np.interp(routed.line.chainage_m, routed.beside_m, WAY.chainage_m), WAY.chainage_m, heights_of(WAY)
    )
    # Between the points of the road its hills are rounder than the straight lines between their heights.
    assert np.abs(own - there).max() < 12.0
    assert own[[0, -1]].tolist() == pytest.approx([heights_of(WAY)[0], heights_of(WAY)[-1]], abs=0.5)
