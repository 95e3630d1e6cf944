from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from courseplanner.model.names import Names
from courseplanner.model.network.basemap import AreaKind, Label, LabelKind, LineKind
from courseplanner.sources.basemap.basemap import read_basemap
from courseplanner.ui.map.basemap_bytes import basemap_bytes
from courseplanner.ui.map.basemap_cells import cells
from fakes.basemap import Line, Ring, made, square

TYPES = {"u1": "<u1", "i4": "<i4", "u4": "<u4"}
FINEST_ZOOM = 19


def decoded(data: bytes) -> dict[str, Any]:
    """Read the bytes as their description says, apart from the code that made them."""
    assert data[:4] == b"CPB1"
    base = 8 + int.from_bytes(data[4:8], "little")
    contents = json.loads(data[8:base].decode("ascii"))
    assert base % 8 == 0

    def with_arrays(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: with_arrays(one) for name, one in value.items()}
        if isinstance(value, list) and value and isinstance(value[0], str) and value[0] in TYPES:
            kind, offset, count = value
            assert offset % 8 == 0
            return np.frombuffer(data, TYPES[kind], count, base + offset).astype(np.int64)
        return value

    contents["levels"] = [with_arrays(level) for level in contents["levels"]]
    contents["streets"] = with_arrays(contents["streets"])
    return dict(contents)


def finest(data: bytes) -> dict[str, Any]:
    return dict(decoded(data)["levels"][-1])


def level_at(data: bytes, zoom: int) -> dict[str, Any]:
    return [dict(level) for level in decoded(data)["levels"] if level["from_zoom"] <= zoom][-1]


def pixel(lon: float, lat: float, zoom: int) -> tuple[float, float]:
    y = math.asinh(math.tan(math.radians(lat))) / math.pi
    return 256 * 2**zoom * (lon + 180) / 360, 256 * 2**zoom * (1 - y) / 2


def points_of(level: dict[str, Any], what: str, number: int) -> NDArray[np.int64]:
    start = level[f"{what}_point"]
    xy = level[f"{what}_xy"].reshape(-1, 2)
    return np.asarray(xy[start[number] : start[number + 1]], dtype=np.int64)


def touching(index: dict[str, Any], tile_px: int, world_zoom: int, x: float, y: float) -> set[int]:
    """Give what the index has in the cell around a point."""
    first_column, first_row, columns, rows = index["grid"]
    cell_px = tile_px * 2 ** (world_zoom - index["zoom"])
    column, row = int(x // cell_px) - first_column, int(y // cell_px) - first_row
    if not (0 <= column < columns and 0 <= row < rows):
        return set()
    cell = row * columns + column
    return set(index["shape"][index["start"][cell] : index["start"][cell + 1]].tolist())


HOUSE = (AreaKind.building, [square(8.7, 49.4, 0.0002)])
ROAD = Line(LineKind.minor, [(8.7, 49.4), (8.701, 49.4002), (8.702, 49.4009)])


def test_points_come_back_within_a_pixel_of_the_finest_zoom() -> None:
    data = basemap_bytes(made([HOUSE], [ROAD]))
    level, world_zoom = finest(data), decoded(data)["world_zoom"]
    scale = 2.0 ** (FINEST_ZOOM - world_zoom)
    expected = [pixel(lon, lat, FINEST_ZOOM) for lon, lat in ROAD.points]
    np.testing.assert_allclose(points_of(level, "line", 0) * scale, expected, rtol=0, atol=1)
    corners = [pixel(lon, lat, FINEST_ZOOM) for lon, lat in HOUSE[1][0]]
    found = points_of(level, "ring", 0) * scale
    for corner in corners:
        assert np.abs(found - corner).max(axis=1).min() <= 1


@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    to=st.tuples(st.floats(-180, 180), st.floats(-90, 90)),
)
def test_lines_anywhere_on_earth_stay_on_the_map(lon: float, lat: float, to: tuple[float, float]) -> None:
    data = basemap_bytes(made(lines=[Line(LineKind.primary, [(lon, lat), to])]))
    side = 256 * 2 ** decoded(data)["world_zoom"]
    xy = finest(data)["line_xy"]
    assert (xy >= 0).all()
    assert (xy < side).all()


def test_areas_and_lines_are_in_the_order_they_are_drawn_in() -> None:
    areas = [HOUSE, (AreaKind.water, [square(8.7, 49.4, 0.01)]), (AreaKind.wood, [square(8.71, 49.4, 0.01)])]
    lines = [
        Line(LineKind.minor, ROAD.points, bridge=True),
        Line(LineKind.primary, ROAD.points),
        Line(LineKind.minor, ROAD.points),
        Line(LineKind.motorway, ROAD.points, tunnel=True),
    ]
    level = finest(basemap_bytes(made(areas, lines)))
    assert level["area_kind"].tolist() == [AreaKind.wood, AreaKind.water, AreaKind.building]
    ground, bridge = 16, 32
    assert level["line_code"].tolist() == [
        LineKind.motorway,
        LineKind.minor + ground,
        LineKind.primary + ground,
        LineKind.minor + bridge,
    ]


def test_of_areas_of_one_kind_the_smaller_lie_above() -> None:
    small, large = square(8.7, 49.4, 0.001), square(8.69, 49.39, 0.05)
    level = finest(basemap_bytes(made([(AreaKind.wood, [small]), (AreaKind.wood, [large])])))
    widths = [np.ptp(points_of(level, "ring", ring)[:, 0]) for ring in (0, 1)]
    assert widths[0] > 10 * widths[1]


def test_holes_stay_with_their_area() -> None:
    holed = (AreaKind.wood, [square(8.7, 49.4, 0.02), square(8.705, 49.405, 0.005)])
    level = finest(basemap_bytes(made([(AreaKind.wood, [square(8.8, 49.4, 0.001)]), holed, HOUSE])))
    assert level["area_kind"].tolist() == [AreaKind.wood, AreaKind.wood, AreaKind.building]
    assert level["area_ring"].tolist() == [0, 2, 3, 4]
    assert np.ptp(points_of(level, "ring", 0)[:, 0]) > np.ptp(points_of(level, "ring", 1)[:, 0])


@pytest.mark.parametrize("is_mirrored", [False, True])
def test_rings_run_one_way_round_and_are_closed(*, is_mirrored: bool) -> None:
    ring = square(8.7, 49.4, 0.001)
    level = finest(basemap_bytes(made([(AreaKind.park, [ring[::-1] if is_mirrored else ring])])))
    x, y = points_of(level, "ring", 0).T
    assert (x[0], y[0]) == (x[-1], y[-1])
    x, y = x - x[0], y - y[0]
    assert (x[:-1] * y[1:] - x[1:] * y[:-1]).sum() > 0


def test_small_zooms_leave_out_what_is_too_small_to_be_seen() -> None:
    town = (AreaKind.built_up, [square(8.6, 49.3, 0.1)])
    copse = (AreaKind.wood, [square(8.7, 49.4, 0.0002)])
    lines = [ROAD, Line(LineKind.footway, ROAD.points), Line(LineKind.motorway, ROAD.points)]
    data = basemap_bytes(made([town, copse, HOUSE], lines))
    kinds = {
        zoom: (
            {AreaKind(kind) for kind in level_at(data, zoom)["area_kind"]},
            {LineKind(code % 16) for code in level_at(data, zoom)["line_code"]},
        )
        for zoom in (10, 12, 14, 16)
    }
    assert kinds[10] == ({AreaKind.built_up}, {LineKind.motorway})
    assert kinds[12] == ({AreaKind.built_up}, {LineKind.minor, LineKind.motorway})
    everything = {LineKind.minor, LineKind.footway, LineKind.motorway}
    assert kinds[14] == ({AreaKind.built_up, AreaKind.wood, AreaKind.building}, everything)
    assert kinds[16] == kinds[14]


def test_small_zooms_leave_out_points_but_stay_within_a_pixel() -> None:
    bends = [(8.7 + 0.0001 * step, 49.4 + 0.00004 * (step % 2)) for step in range(400)]
    data = basemap_bytes(made(lines=[Line(LineKind.primary, bends)]))
    world_zoom = decoded(data)["world_zoom"]
    counts = []
    for zoom in (10, 12, 14, 16):
        line = points_of(level_at(data, zoom), "line", 0)
        counts.append(len(line))
        scale = 2.0 ** (zoom - world_zoom)
        expected = np.array([pixel(lon, lat, zoom) for lon, lat in bends])
        at_x = np.interp(expected[:, 0], line[:, 0] * scale, line[:, 1] * scale)
        assert np.abs(at_x - expected[:, 1]).max() < 1
    assert counts[0] < 10
    assert counts == sorted(counts)
    assert counts[-1] == 400


@pytest.mark.parametrize("zoom", [10, 12, 14, 16])
def test_every_feature_is_in_every_cell_it_reaches_into(zoom: int) -> None:
    generator = np.random.default_rng(7)
    corners = generator.uniform((8.5, 49.3), (8.8, 49.5), (60, 2))
    sizes = 10 ** generator.uniform(-3, -1, 60)
    areas = [
        (AreaKind.wood, [square(lon, lat, size)]) for (lon, lat), size in zip(corners, sizes, strict=True)
    ]
    lines = [
        Line(LineKind.primary, [(lon, lat), (lon + size, lat - size)])
        for (lon, lat), size in zip(corners, sizes, strict=True)
    ]
    data = basemap_bytes(made(areas, lines))
    whole, level = decoded(data), level_at(data, zoom)
    sheet = whole["tile_px"], whole["world_zoom"]
    for what, cells_of in (("ring", "area_cells"), ("line", "line_cells")):
        for number in range(len(level[f"{what}_point"]) - 1):
            x, y = points_of(level, what, number).T
            for at_x in np.linspace(x.min(), x.max(), 9):
                for at_y in np.linspace(y.min(), y.max(), 9):
                    assert number in touching(level[cells_of], *sheet, at_x, at_y)


def test_a_road_is_also_in_the_cell_that_only_its_edge_reaches_into() -> None:
    data = basemap_bytes(made(lines=[ROAD, Line(LineKind.primary, [(8.6, 49.3), (8.8, 49.5)])]))
    whole, level = decoded(data), finest(data)
    index = level["line_cells"]
    cell_px = whole["tile_px"] * 2 ** (whole["world_zoom"] - index["zoom"])
    # A line that ends a few pixels of zoom 17 before the next cell.
    end = (index["grid"][0] + 1) * cell_px
    boxes = np.array([[end - cell_px / 2, 0.0, end - 100.0, 0.0]])
    assert cells(boxes, 0.0, index["zoom"]).grid[2] == 1
    assert cells(boxes, 200.0, index["zoom"]).grid[2] == 2


def test_an_index_of_the_whole_world_stays_small() -> None:
    stray = Line(LineKind.primary, [(0.0, 0.0), (170.0, 80.0)])
    data = basemap_bytes(made([HOUSE], [ROAD, *[stray] * 50]))
    whole, level = decoded(data), finest(data)
    assert len(data) < 40_000_000
    house = points_of(level, "ring", 0).mean(axis=0)
    assert touching(level["area_cells"], whole["tile_px"], whole["world_zoom"], *house) == {0}
    road = points_of(level, "line", 0).mean(axis=0)
    assert 0 in touching(level["line_cells"], whole["tile_px"], whole["world_zoom"], *road)


def test_an_empty_basemap_has_every_level_and_nothing_in_it() -> None:
    data = decoded(basemap_bytes(made()))
    assert len(data["levels"]) == 4
    for level in data["levels"]:
        assert not len(level["area_kind"])
        assert not len(level["line_code"])
        assert level["area_cells"]["start"].tolist() == [0, 0]
    assert data["labels"] == []
    assert not len(data["streets"]["street_kind"])


@pytest.mark.parametrize(
    "points", [[(8.7, 49.4)], [(8.7, 49.4), (8.7, 49.4)], []], ids=["one point", "one place", "nothing"]
)
def test_a_line_without_length_is_left_out(points: Ring) -> None:
    level = finest(basemap_bytes(made([HOUSE], [Line(LineKind.minor, points), ROAD])))
    assert level["line_code"].tolist() == [LineKind.minor + 16]
    assert len(points_of(level, "line", 0)) == 3


def test_names_of_strangers_survive() -> None:
    names = [
        '"quoted" \\ and {braced}',
        "</script><script>alert(1)</script>",
        "half \ud83d of a pair",
        "云岭江\0\n",
    ]
    lines = [Line(LineKind.minor, square(8.7, 49.4 + 0.01 * at, 0.01)[:3], name=at) for at in range(4)]
    labels = tuple(Label(LabelKind.village, Names(name), 8.7, 49.4) for name in names)
    data = decoded(basemap_bytes(made(lines=lines, names=tuple(map(Names, names)), labels=labels)))
    assert data["names"] == names
    assert [label[3] for label in data["labels"]] == names


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("", ["Genève", "日内瓦"]),
        ("zh", ["日内瓦", "日内瓦"]),
        ("en", ["Geneva", "日内瓦"]),
        ("de", ["Genève", "日内瓦"]),
    ],
)
def test_names_are_in_the_language_asked_for_where_they_have_it(language: str, expected: list[str]) -> None:
    names = (Names("Genève", zh="日内瓦", en="Geneva"), Names(zh="日内瓦"))
    labels = tuple(Label(LabelKind.city, one, 6.1, 46.2) for one in names)
    data = decoded(basemap_bytes(made(names=names, labels=labels), language))
    assert data["names"] == expected
    assert [label[3] for label in data["labels"]] == expected


def test_labels_stand_by_weight_where_they_belong() -> None:
    labels = (
        Label(LabelKind.hamlet, Names("Weiler"), 8.7, 49.4),
        Label(LabelKind.city, Names("Heidelberg"), 8.69, 49.41),
        Label(LabelKind.hamlet, Names("Hof"), 8.7, 49.4),
    )
    data = decoded(basemap_bytes(made(labels=labels)))
    assert [label[3] for label in data["labels"]] == ["Heidelberg", "Weiler", "Hof"]
    kind, x, y, *_ = data["labels"][0]
    assert kind == LabelKind.city
    scale = 2.0 ** (FINEST_ZOOM - data["world_zoom"])
    np.testing.assert_allclose((x * scale, y * scale), pixel(8.69, 49.41, FINEST_ZOOM), rtol=0, atol=1)


def test_a_lake_is_named_sooner_than_a_pond() -> None:
    areas = [(AreaKind.water, [square(8.7, 49.4, 0.1)]), (AreaKind.water, [square(8.9, 49.4, 0.0005)])]
    labels = (
        Label(LabelKind.water, Names("Pond"), 8.9002, 49.4002),
        Label(LabelKind.water, Names("Lake"), 8.75, 49.45),
        Label(LabelKind.water, Names("Dry"), 8.0, 49.0),
        Label(LabelKind.village, Names("Village"), 8.75, 49.45),
    )
    first_zoom = {
        label[3]: label[4] for label in decoded(basemap_bytes(made(areas, labels=labels)))["labels"]
    }
    assert first_zoom["Lake"] < 12 < first_zoom["Pond"]
    assert first_zoom["Dry"] >= first_zoom["Pond"]
    assert first_zoom["Village"] == 0


def test_a_street_in_pieces_is_joined_for_its_name() -> None:
    ends = [(8.7 + 0.002 * step, 49.4) for step in range(5)]
    pieces = [Line(LineKind.minor, [ends[at], ends[at + 1]], name=1) for at in (2, 0, 3, 1)]
    other = Line(LineKind.primary, [(8.7, 49.41), (8.71, 49.41)], name=0)
    unnamed = Line(LineKind.primary, [(8.7, 49.42), (8.71, 49.42)])
    data = decoded(basemap_bytes(made(lines=[*pieces, other, unnamed], names=(Names("High"), Names("Long")))))
    streets = data["streets"]
    assert [data["names"][name] for name in streets["street_name"]] == ["High", "Long"]
    assert streets["street_kind"].tolist() == [LineKind.primary, LineKind.minor]
    ends_px = points_of(streets, "street", 1)[[0, -1]]
    expected = [pixel(lon, lat, data["world_zoom"]) for lon, lat in (ends[0], ends[-1])]
    np.testing.assert_allclose(sorted(ends_px.tolist()), expected, rtol=0, atol=1)


def test_streets_in_tunnels_railways_and_short_ends_bear_no_name() -> None:
    points = [(8.7, 49.4), (8.71, 49.4)]
    lines = [
        Line(LineKind.primary, points, name=0, tunnel=True),
        Line(LineKind.rail, points, name=0),
        Line(LineKind.minor, [(8.7, 49.5), (8.70001, 49.5)], name=0),
    ]
    data = decoded(basemap_bytes(made(lines=lines, names=(Names("Hidden"),))))
    assert not len(data["streets"]["street_kind"])


def test_monaco_is_whole_and_small(shared_data: Path) -> None:
    basemap = read_basemap([shared_data / "osm" / "monaco.osm.pbf"], None, (7.39, 43.71, 7.46, 43.77))
    data = basemap_bytes(basemap)
    level = finest(data)
    houses = int((basemap.area_kind == AreaKind.building).sum())
    assert (level["area_kind"] == AreaKind.building).sum() == houses > 20_000
    assert len(level["line_code"]) > 0.99 * len(basemap.line_kind)
    assert level_at(data, 12)["area_kind"].max() < AreaKind.building
    assert len(data) < 8_000_000


def test_the_bytes_are_the_same_each_time() -> None:
    basemap = made([HOUSE], [ROAD], labels=(Label(LabelKind.peak, Names("Top"), 8.7, 49.4),))
    assert basemap_bytes(basemap) == basemap_bytes(basemap)


def test_the_encoder_imports_no_qt() -> None:
    script = "import sys, courseplanner.ui.map.basemap_bytes; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
