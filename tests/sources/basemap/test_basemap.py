"""A basemap of small files, written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from courseplanner.base.errors import CancelledError, OsmFileError
from courseplanner.base.i18n import Text
from courseplanner.base.progress import Progress
from courseplanner.model.names import Names
from courseplanner.model.network.basemap import AreaKind, Basemap, LabelKind, LineKind
from courseplanner.sources.basemap.basemap import read_basemap

if TYPE_CHECKING:
    from sources.conftest import OsmText

BOX = (0.0, 0.0, 1.0, 1.0)
LAKE = {"natural": "water"}
WOOD = {"type": "multipolygon", "landuse": "forest"}


def basemap(*files: OsmText) -> Basemap:
    return read_basemap([osm.write(f"{at}.osm") for at, osm in enumerate(files)], None, BOX)


def rings(of: Basemap, area: int) -> list[list[tuple[float, float]]]:
    numbers = range(of.area_ring[area], of.area_ring[area + 1])
    return [points(of, of.ring_point[ring], of.ring_point[ring + 1]) for ring in numbers]


def line(of: Basemap, number: int) -> list[tuple[float, float]]:
    return points(of, of.line_point[number], of.line_point[number + 1])


def points(of: Basemap, begin: int, end: int) -> list[tuple[float, float]]:
    return list(zip(of.lon[begin:end].tolist(), of.lat[begin:end].tolist(), strict=True))


def areas(of: Basemap) -> Iterator[tuple[AreaKind, BaseGeometry]]:
    """The areas as shapes, of an odd number of rings each."""
    for area, kind in enumerate(of.area_kind.tolist()):
        shape: BaseGeometry = shapely.Polygon()
        for ring in rings(of, area):
            shape = shape.symmetric_difference(shapely.Polygon(ring))
        yield AreaKind(kind), shape


def square(osm: OsmText, first: int, low: float, high: float) -> list[int]:
    """Four nodes of a square with two corners on the diagonal; the way round them."""
    for offset, (lon, lat) in enumerate([(low, low), (high, low), (high, high), (low, high)]):
        osm.node(first + offset, lon, lat)
    return [first, first + 1, first + 2, first + 3, first]


def test_a_closed_way_is_an_area(osm: OsmText) -> None:
    osm.way(1, square(osm, 1, 0.2, 0.4), LAKE)

    found = basemap(osm)

    assert found.area_kind.tolist() == [AreaKind.water]
    assert rings(found, 0) == [[(0.2, 0.2), (0.4, 0.2), (0.4, 0.4), (0.2, 0.4), (0.2, 0.2)]]
    assert not len(found.line_kind)


def test_an_open_way_is_no_area(osm: OsmText) -> None:
    square(osm, 1, 0.2, 0.4)
    osm.way(1, [1, 2, 3, 4], LAKE)

    assert not len(basemap(osm).area_kind)


@pytest.mark.parametrize("nodes", [[], [1], [1, 1], [1, 2, 1]])
def test_a_way_round_nothing_is_left_out(osm: OsmText, nodes: list[int]) -> None:
    osm.row(1, 2).way(1, nodes, LAKE).way(2, nodes[:1])

    found = basemap(osm)

    assert not len(found.area_kind)
    assert not len(found.line_kind)
    assert not len(found.lon)


def test_an_area_closes_over_a_missing_node(osm: OsmText) -> None:
    osm.way(1, [*square(osm, 1, 0.2, 0.4)[:4], 99, 1], LAKE)

    assert rings(basemap(osm), 0) == [[(0.2, 0.2), (0.4, 0.2), (0.4, 0.4), (0.2, 0.4), (0.2, 0.2)]]


def test_an_area_closes_where_its_first_node_is_missing(osm: OsmText) -> None:
    way = square(osm, 1, 0.2, 0.4)
    osm.way(1, [99, *way[:4], 99], LAKE).way(2, square(osm, 5, 0.6, 0.8), LAKE)

    found = basemap(osm)

    assert rings(found, 0) == [[(0.2, 0.2), (0.4, 0.2), (0.4, 0.4), (0.2, 0.4), (0.2, 0.2)]]
    assert rings(found, 1) == [[(0.6, 0.6), (0.8, 0.6), (0.8, 0.8), (0.6, 0.8), (0.6, 0.6)]]


def test_an_area_without_any_node_is_left_out(osm: OsmText) -> None:
    osm.way(1, [97, 98, 99, 97], LAKE).way(2, [97, 98])

    found = basemap(osm)

    assert not len(found.area_kind)
    assert not len(found.line_kind)


def test_a_line_is_cut_at_a_missing_node(osm: OsmText) -> None:
    osm.row(1, 2, 3, 4, 5).way(1, [99, 1, 2, 99, 3, 99, 4, 5], {"highway": "primary", "name": "Ring"})

    found = basemap(osm)

    assert [line(found, number) for number in range(2)] == [
        [(0.001, 0), (0.002, 0)],
        [(0.004, 0), (0.005, 0)],
    ]
    assert found.line_kind.tolist() == [LineKind.primary] * 2
    assert found.line_name.tolist() == [0, 0]


def test_lines_know_their_bridges_tunnels_and_names(osm: OsmText) -> None:
    osm.row(1, 2)
    road = {"highway": "residential"}
    osm.way(1, [1, 2], {**road, "bridge": "viaduct", "name": "桥路", "name:en": "Bridge Road"})
    osm.way(2, [1, 2], {**road, "tunnel": "yes", "bridge": "no"})
    osm.way(3, [1, 2], {"railway": "rail", "tunnel": "no", "name:zh": "铁路"})
    osm.way(4, [1, 2], {"waterway": "stream", "name": "桥路", "name:en": "Bridge Road"})

    found = basemap(osm)

    assert found.line_kind.tolist() == [LineKind.minor, LineKind.minor, LineKind.rail, LineKind.stream]
    assert found.line_bridge.tolist() == [True, False, False, False]
    assert found.line_tunnel.tolist() == [False, True, False, False]
    assert [found.names[at] if at >= 0 else None for at in found.line_name.tolist()] == [
        Names("桥路", None, "Bridge Road"),
        None,
        Names(None, "铁路", None),
        Names("桥路", None, "Bridge Road"),
    ]
    assert len(found.names) == 2


def test_a_closed_road_is_a_line_and_a_square_an_area(osm: OsmText) -> None:
    way = square(osm, 1, 0.2, 0.4)
    osm.way(1, way, {"highway": "pedestrian"}).way(2, way, {"highway": "pedestrian", "area": "yes"})

    found = basemap(osm)

    assert found.line_kind.tolist() == [LineKind.pedestrian]
    assert line(found, 0) == rings(found, 0)[0]
    assert found.area_kind.tolist() == [AreaKind.square]


def test_a_relation_keeps_its_holes(osm: OsmText) -> None:
    osm.way(1, square(osm, 1, 0.1, 0.9), {}).way(2, square(osm, 5, 0.3, 0.5), LAKE)
    osm.relation(1, [(1, "outer"), (2, "inner")], WOOD)

    found = dict(areas(basemap(osm)))

    assert found[AreaKind.wood].equals(shapely.box(0.1, 0.1, 0.9, 0.9) - shapely.box(0.3, 0.3, 0.5, 0.5))
    assert found[AreaKind.water].equals(shapely.box(0.3, 0.3, 0.5, 0.5))


def test_a_ring_of_several_ways_is_joined_whichever_way_they_run(osm: OsmText) -> None:
    square(osm, 1, 0.1, 0.9)
    osm.way(1, [1, 2, 3], {}).way(2, [1, 4], {}).way(3, [4, 3], {"highway": "path"})
    osm.relation(1, [(1, "outer"), (2, ""), (3, "outer")], WOOD)

    found = basemap(osm)

    assert dict(areas(found))[AreaKind.wood].equals(shapely.box(0.1, 0.1, 0.9, 0.9))
    assert found.line_kind.tolist() == [LineKind.path]


def test_a_relation_may_have_several_outlines(osm: OsmText) -> None:
    osm.way(1, square(osm, 1, 0.1, 0.3), {}).way(2, square(osm, 5, 0.5, 0.7), {})
    osm.relation(1, [(1, "outer"), (2, "outer")], {"type": "multipolygon", "building": "yes"})

    found = basemap(osm)

    assert found.area_kind.tolist() == [AreaKind.building]
    assert len(rings(found, 0)) == 2


def test_a_relation_that_lacks_a_hole_is_drawn_without(osm: OsmText) -> None:
    osm.way(1, square(osm, 1, 0.1, 0.9), {})
    osm.relation(1, [(1, "outer"), (2, "inner")], WOOD)

    assert dict(areas(basemap(osm)))[AreaKind.wood].equals(shapely.box(0.1, 0.1, 0.9, 0.9))


def test_a_hole_without_its_outline_is_not_filled(osm: OsmText) -> None:
    osm.way(1, square(osm, 1, 0.1, 0.3), {}).way(2, square(osm, 5, 0.6, 0.7), {})
    osm.way(3, square(osm, 9, 0.15, 0.2), {})
    osm.relation(1, [(1, "outer"), (2, "inner"), (3, "inner"), (4, "outer")], WOOD)

    expected = shapely.box(0.1, 0.1, 0.3, 0.3) - shapely.box(0.15, 0.15, 0.2, 0.2)
    assert dict(areas(basemap(osm)))[AreaKind.wood].equals(expected)


@pytest.mark.parametrize("members", [[], [(9, "outer")], [(1, "outer")], [(1, "outer"), (2, "inner")]])
def test_a_relation_that_does_not_close_is_left_out(osm: OsmText, members: list[tuple[int, str]]) -> None:
    square(osm, 1, 0.1, 0.9)
    osm.way(1, [1, 2, 3], {}).way(2, square(osm, 5, 0.3, 0.5), {})
    osm.relation(1, members, WOOD)

    assert not len(basemap(osm).area_kind)


def test_a_boundary_is_not_drawn(osm: OsmText) -> None:
    osm.way(1, square(osm, 1, 0.1, 0.9), {})
    osm.relation(1, [(1, "outer")], {"type": "boundary", "landuse": "forest"})
    osm.relation(2, [(1, "outer")], {"type": "site", "landuse": "forest"})

    assert not len(basemap(osm).area_kind)


def test_the_sea_is_drawn_from_its_coast(osm: OsmText) -> None:
    # Eastward, in two ways: water to the south.
    osm.node(1, -0.5, 0.5).node(2, 0.5, 0.5).node(3, 1.5, 0.5)
    osm.way(1, [2, 3], {"natural": "coastline"}).way(2, [1, 2], {"natural": "coastline"})
    osm.node(4, 0.2, 0.7).node(5, 0.8, 0.7).way(3, [4, 5])

    ((kind, sea),) = areas(basemap(osm))

    assert kind is AreaKind.water
    assert sea.equals(shapely.box(-0.1, -0.1, 1.1, 0.5))


def test_labels_of_points(osm: OsmText) -> None:
    osm.node(1, 0.1, 0.2, place="hamlet", name="Wanfeng").node(2, 0.3, 0.4, natural="peak")
    osm.node(3, 0.5, 0.6, place="city", name="兴义", **{"name:en": "Xingyi", "name:zh": "兴义市"})
    osm.node(4, 0.7, 0.8, natural="peak", name="Top")

    labels = basemap(osm).labels

    assert [(label.kind, label.names.shown, label.lon, label.lat) for label in labels] == [
        (LabelKind.city, "兴义", 0.5, 0.6),
        (LabelKind.hamlet, "Wanfeng", 0.1, 0.2),
        (LabelKind.peak, "Top", 0.7, 0.8),
    ]
    assert labels[0].names == Names("兴义", "兴义市", "Xingyi")


def test_names_far_from_the_roads_are_left_out(osm: OsmText) -> None:
    osm.node(1, 1.05, 1.05, natural="peak", name="Near").node(2, 1.2, 0.5, natural="peak", name="Far")

    assert [label.names.shown for label in basemap(osm).labels] == ["Near"]


def test_labels_of_areas_lie_inside(osm: OsmText) -> None:
    # A horseshoe, whose middle lies outside.
    corners = [(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.8, 0.9), (0.8, 0.2), (0.2, 0.2), (0.2, 0.9), (0.1, 0.9)]
    for number, (lon, lat) in enumerate(corners, 1):
        osm.node(number, lon, lat)
    osm.way(1, [*range(1, 9), 1], {**LAKE, "name": "Horseshoe"})
    osm.way(2, square(osm, 11, 0.3, 0.5), {"place": "village", "name": "Middle"})

    village, lake = basemap(osm).labels

    assert (village.kind, village.names.shown) == (LabelKind.village, "Middle")
    assert shapely.box(0.3, 0.3, 0.5, 0.5).contains(shapely.Point(village.lon, village.lat))
    assert (lake.kind, lake.names.shown) == (LabelKind.water, "Horseshoe")
    assert shapely.Polygon(corners).contains(shapely.Point(lake.lon, lake.lat))


def test_relations_are_labelled_too(osm: OsmText) -> None:
    osm.way(1, square(osm, 1, 0.1, 0.9), {}).way(2, square(osm, 5, 0.3, 0.5), {})
    osm.relation(1, [(1, "outer"), (2, "inner")], {"type": "multipolygon", **LAKE, "name": "Lake"})
    osm.relation(2, [(2, "outer")], {"type": "boundary", "place": "town", "name": "Islet"})

    town, lake = basemap(osm).labels

    assert (town.kind, town.names.shown) == (LabelKind.town, "Islet")
    shape = shapely.box(0.1, 0.1, 0.9, 0.9) - shapely.box(0.3, 0.3, 0.5, 0.5)
    assert shape.contains(shapely.Point(lake.lon, lake.lat))


def test_a_settlement_mapped_twice_is_named_once_at_its_point(osm: OsmText) -> None:
    osm.way(1, square(osm, 1, 0.1, 0.3), {"place": "village", "name": "Twin"})
    osm.way(2, square(osm, 5, 0.5, 0.7), {"place": "village", "name": "Twin"})
    osm.node(9, 0.11, 0.12, place="village", name="Twin")

    labels = basemap(osm).labels

    assert [(label.lon, label.lat) for label in labels[:1]] == [(0.11, 0.12)]
    assert len(labels) == 2
    assert labels[1].lon > 0.5


def test_rivers_as_areas_and_nameless_waters_have_no_label(osm: OsmText) -> None:
    way = square(osm, 1, 0.1, 0.3)
    osm.way(1, way, {**LAKE, "water": "river", "name": "Neckar"}).way(2, way, LAKE)

    assert basemap(osm).labels == ()


def test_what_two_files_have_is_kept_once(osm: OsmText, other_osm: OsmText) -> None:
    for file in (osm, other_osm):
        file.way(1, square(file, 1, 0.1, 0.3), {"building": "yes"}).way(2, [1, 3])
        file.node(9, 0.2, 0.2, place="village", name="Once")
        file.way(3, square(file, 11, 0.5, 0.9), {})
        file.relation(1, [(3, "outer")], {"type": "multipolygon", **LAKE, "name": "Lake"})
    other_osm.way(4, [2, 4])

    found = basemap(osm, other_osm)

    assert found.area_kind.tolist() == [AreaKind.building, AreaKind.water]
    assert [line(found, number) for number in range(2)] == [
        [(0.1, 0.1), (0.3, 0.3)],
        [(0.3, 0.1), (0.1, 0.3)],
    ]
    assert [label.names.shown for label in found.labels] == ["Once", "Lake"]


def test_of_two_copies_the_wholest_is_kept(osm: OsmText, other_osm: OsmText) -> None:
    osm.row(1, 2).way(1, [1, 2, 3])
    other_osm.row(1, 2, 3).way(1, [1, 2, 3])

    found = basemap(osm, other_osm)

    assert len(found.line_kind) == 1
    assert len(line(found, 0)) == 3


def test_a_relation_is_joined_of_several_files(osm: OsmText, other_osm: OsmText) -> None:
    members = [(1, "outer"), (2, "outer")]
    square(osm, 1, 0.1, 0.9)
    osm.way(1, [1, 2, 3], {}).relation(1, members, WOOD)
    square(other_osm, 1, 0.1, 0.9)
    other_osm.way(2, [3, 4, 1], {}).relation(1, members, WOOD)

    assert dict(areas(basemap(osm, other_osm)))[AreaKind.wood].equals(shapely.box(0.1, 0.1, 0.9, 0.9))


def test_what_does_not_reach_into_the_box_is_left_out(osm: OsmText) -> None:
    osm.way(1, square(osm, 1, 0.1, 0.2), LAKE).way(2, square(osm, 5, 0.3, 0.7), LAKE)
    osm.way(3, [1, 2]).way(4, [1, 99, 7]).way(5, square(osm, 11, 0.7, 0.8), {}).way(
        6, square(osm, 15, 0, 0.1), {}
    )
    osm.relation(1, [(5, "outer")], WOOD).relation(2, [(6, "outer")], WOOD)
    osm.node(20, 0.15, 0.15, place="village", name="Out").node(21, 0.6, 0.6, place="village", name="In")

    found = read_basemap([osm.write()], (0.5, 0.5, 1.0, 1.0), BOX)

    assert [(kind, shape.bounds) for kind, shape in areas(found)] == [
        (AreaKind.water, (0.3, 0.3, 0.7, 0.7)),
        (AreaKind.wood, (0.7, 0.7, 0.8, 0.8)),
    ]
    assert [label.names.shown for label in found.labels] == ["In"]
    assert not len(found.line_kind)


def test_a_file_with_nothing_to_draw(osm: OsmText) -> None:
    found = read_basemap([osm.row(1).write()], BOX, BOX)

    assert not len(found.area_kind)
    assert not len(found.line_kind)
    assert found.area_ring.tolist() == found.ring_point.tolist() == found.line_point.tolist() == [0]
    assert not found.labels
    assert not found.names


def test_types_are_those_of_the_noun(osm: OsmText) -> None:
    osm.way(1, square(osm, 1, 0.1, 0.2), LAKE).way(2, [1, 2])
    found = basemap(osm)

    assert {
        name: getattr(found, name).dtype for name in found.__slots__ if name not in {"names", "labels"}
    } == {
        "area_kind": np.int8,
        "area_ring": np.int64,
        "ring_point": np.int64,
        "line_kind": np.int8,
        "line_bridge": np.bool_,
        "line_tunnel": np.bool_,
        "line_name": np.int32,
        "line_point": np.int64,
        "lon": np.float64,
        "lat": np.float64,
    }


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(OsmFileError, match="there is no such file"):
        read_basemap([tmp_path / "gone.osm.pbf"], None, BOX)


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name\n", encoding="utf-8")

    with pytest.raises(OsmFileError, match="this kind of file"):
        read_basemap([path], None, BOX)


@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_a_file_that_was_cut_off_is_told(osm: OsmText, kept: float) -> None:
    osm.way(1, square(osm, 1, 0.1, 0.2), LAKE)
    path = osm.write()
    content = path.read_bytes()
    path.write_bytes(content[: int(kept * len(content))])

    with pytest.raises(OsmFileError) as caught:
        read_basemap([path], None, BOX)

    assert caught.value.where == str(path)


def test_progress_goes_on_to_the_end(osm: OsmText, other_osm: OsmText) -> None:
    told: list[tuple[float, str]] = []

    def listen(fraction: float, words: Text) -> None:
        told.append((fraction, str(words)))

    files = [file.row(1, 2).way(1, [1, 2]).write(f"{at}.osm") for at, file in enumerate((osm, other_osm))]
    read_basemap(files, None, BOX, Progress(listen))

    fractions = [fraction for fraction, _ in told]
    assert all(earlier <= later for earlier, later in pairwise(fractions))
    assert fractions[-1] == 1
    assert {"reading the map in 0.osm", "reading the map in 1.osm"} <= {words for _, words in told}


def test_reading_stops_in_the_middle_of_a_file(osm: OsmText) -> None:
    told: list[float] = []
    for way in range(2000):
        osm.way(way, [1, 2])
    path = osm.row(1, 2).write()

    def listen(fraction: float, _: Text) -> None:
        told.append(fraction)
        if len(told) == 3:
            progress.cancel()

    progress = Progress(listen)
    with pytest.raises(CancelledError):
        read_basemap([path], None, BOX, progress)

    assert len(told) == 3


def test_strange_tags_do_no_harm(osm: OsmText) -> None:
    strange: list[Mapping[str, str]] = [
        {"highway": ""},
        {"natural": "water;wood"},
        {"building": "🏠" * 100},
        {"landuse": "Forest"},
        {"highway": "residential", "bridge": "", "name": "n" * 255, "tunnel": "no"},
    ]
    way = square(osm, 1, 0.1, 0.2)
    for number, tags in enumerate(strange):
        osm.way(number, way, tags)

    found = basemap(osm)

    assert found.area_kind.tolist() == [AreaKind.building]
    assert found.line_kind.tolist() == [LineKind.minor]
    assert not found.line_bridge.any()
