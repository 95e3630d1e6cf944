"""Lines with heights: cut to an exact length on the ground, as they are written."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from courseplanner.layout.closing import close_loop, close_out_and_back, close_point_to_point
from courseplanner.layout.line import Line, cut, cut_to_length, laps_of, line_of, reversed_line
from courseplanner.measure.geodesy import Plane
from courseplanner.measure.relief import Relief
from layout.maps import grid, position

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
part = st.floats(0.01, 0.99)


@given(part, part)
def test_a_piece_of_an_exact_length_on_the_ground(begin: float, share: float) -> None:
    from_m = begin * WAY.length_m
    length_m = share * (on_ground_m(WAY) - float(np.interp(from_m, WAY.chainage_m, WAY.measured_m()))) - 1.0
    piece = cut_to_length(WAY, from_m, length_m) if length_m > 1.0 else None
    if piece is not None:
        assert on_ground_m(piece) == pytest.approx(length_m, abs=ONE_MM)
        assert piece.length_m < length_m


def test_a_line_that_is_long_enough_only_on_the_ground_is_long_enough() -> None:
    length_m = (WAY.length_m + on_ground_m(WAY)) / 2.0
    assert length_m > WAY.length_m + 5.0
    piece = cut_to_length(WAY, 0.0, length_m)
    assert piece is not None
    assert on_ground_m(piece) == pytest.approx(length_m, abs=ONE_MM)
    assert cut_to_length(WAY, 0.0, on_ground_m(WAY) + 0.01) is None


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


@pytest.mark.parametrize("laps", [1, 2])
def test_loops_close_on_the_ground(laps: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    small = grid(3, 3, 450.0)
    roads = small.region(tmp_path_factory.mktemp("map")).roads
    plane = Plane(float(LOOP.lon.mean()), float(LOOP.lat.mean()))
    on_roads = replace(LOOP, edge=np.zeros(len(LOOP.edge), dtype=np.int64))
    target_m = laps * on_ground_m(LOOP) - 63.0
    closed = list(close_loop(roads, plane, on_roads, target_m, laps, None))
    assert closed
    for one in closed:
        assert on_ground_m(one.line) == pytest.approx(target_m, abs=ONE_MM)
        assert one.closing.shift_m == pytest.approx(laps * LOOP.length_m - one.line.length_m)


def test_other_shapes_close_on_the_ground() -> None:
    plane = Plane(float(WAY.lon.mean()), float(WAY.lat.mean()))
    (slid,) = close_point_to_point(plane, WAY, 5_000.0, None, None)
    assert on_ground_m(slid.line) == pytest.approx(5_000.0, abs=ONE_MM)
    (turned,) = close_out_and_back(WAY, 5_000.0)
    assert on_ground_m(turned.line) == pytest.approx(5_000.0, abs=2 * ONE_MM)
