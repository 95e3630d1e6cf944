"""Three states: what a tag says, and that a missing one says nothing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.model.network.roads import UNKNOWN, Access, RoadClass, Tri
from courseplanner.sources.osm.osm_tags import RoadTags, parse_lanes, parse_width_m, road_tags

if TYPE_CHECKING:
    from sources.conftest import OsmText


def read(highway: str = "residential", **tags: str) -> RoadTags:
    read_tags = road_tags(
        {"highway": highway} | {key.replace("__", ":"): value for key, value in tags.items()}
    )
    assert read_tags is not None
    return read_tags


@pytest.mark.parametrize(
    "highway",
    [
        *("motorway", "motorway_link", "steps", "corridor", "elevator", "construction", "proposed"),
        *("escape", "platform", "rest_area", "services", "via_ferrata", "nonsense", ""),
    ],
)
def test_what_no_race_uses_is_no_road(highway: str) -> None:
    assert road_tags({"highway": highway}) is None


@pytest.mark.parametrize("tags", [{"motorroad": "yes"}, {"area": "yes"}])
def test_motor_roads_and_areas_are_no_roads(tags: dict[str, str]) -> None:
    assert road_tags({"highway": "trunk", **tags}) is None


@pytest.mark.parametrize("road_class", list(RoadClass))
def test_every_class_is_read_by_its_name(road_class: RoadClass) -> None:
    assert read(road_class.name).road_class is road_class


def test_a_road_without_further_tags_is_unknown_throughout() -> None:
    bare = read()
    assert (bare.surface, bare.lanes, bare.tracktype) == (None, UNKNOWN, UNKNOWN)
    assert math.isnan(bare.width_m)
    assert not bare.width_refused
    assert {bare.bridge, bare.tunnel, bare.oneway} == {Tri.unknown}
    assert bare.access is Access.unknown
    assert bare.layer == 0


@pytest.mark.parametrize(
    ("access", "means"),
    [
        ("private", Access.closed),
        ("no", Access.closed),
        ("destination", Access.limited),
        ("customers", Access.limited),
        ("permit", Access.limited),
        ("yes", Access.open),
        ("permissive", Access.open),
        ("designated", Access.open),
        ("public", Access.open),
        ("unheard of", Access.unknown),
    ],
)
def test_access(access: str, means: Access) -> None:
    assert read(access=access).access is means
    assert read(access=access, foot="yes").access is means


@pytest.mark.parametrize(
    ("written", "means"),
    [("yes", Tri.yes), ("-1", Tri.yes), ("no", Tri.no), ("dunno", Tri.unknown)],
)
def test_oneway(written: str, means: Tri) -> None:
    assert read(oneway=written).oneway is means


def test_bridges_tunnels_layers() -> None:
    assert read(bridge="viaduct").bridge is Tri.yes
    assert read(bridge="no").bridge is Tri.no
    assert read(tunnel="avalanche_protector").tunnel is Tri.yes
    for word in ("no", "building_passage", "passage", "culvert", "flooded"):
        assert read(tunnel=word).tunnel is Tri.no
    assert [read(layer=written).layer for written in ("-2", "1", "x", "999")] == [-2, 1, 0, 0]


def test_tracktype() -> None:
    grades = [read("track", tracktype=written).tracktype for written in ("grade1", "grade5", "grade9", "x")]
    assert grades == [1, 5, UNKNOWN, UNKNOWN]


@pytest.mark.parametrize(
    ("highway", "tags", "means"),
    [
        ("footway", {}, Tri.yes),
        ("cycleway", {}, Tri.yes),
        ("pedestrian", {}, Tri.yes),
        ("path", {}, Tri.yes),
        ("path", {"motor_vehicle": "agricultural"}, Tri.yes),
        ("footway", {"motor_vehicle": "yes"}, Tri.no),
        ("cycleway", {"motor_vehicle": "designated"}, Tri.no),
        ("path", {"motor_vehicle": "destination"}, Tri.no),
        ("residential", {}, Tri.no),
        ("trunk", {"motor_vehicle": "no"}, Tri.yes),
        ("service", {"motor_vehicle": "private"}, Tri.no),
        ("track", {}, Tri.unknown),
        ("track", {"motor_vehicle": "no"}, Tri.yes),
        ("track", {"motor_vehicle": "agricultural"}, Tri.no),
        ("road", {}, Tri.unknown),
        ("primary", {"cycleway:right:separation": "kerb"}, Tri.yes),
        ("primary", {"cycleway:both:separation": "bollard"}, Tri.yes),
        ("primary", {"cycleway:left:separation": "solid_line"}, Tri.no),
        ("primary", {"cycleway:left:separation": "no"}, Tri.no),
        ("primary", {"segregated": "yes"}, Tri.no),
        ("primary", {"sidewalk": "separate"}, Tri.no),
    ],
)
def test_motor_free(highway: str, tags: dict[str, str], means: Tri) -> None:
    found = road_tags({"highway": highway, **tags})
    assert found is not None
    assert found.motor_free is means


@pytest.mark.parametrize(
    ("written", "width_m"),
    [
        ("3.5", 3.5),
        ("3,5", 3.5),
        ("3.5 m", 3.5),
        ("3.5m", 3.5),
        (" 4 metres ", 4),
        ("3-4 m", 3),
        ("3 – 4", 3),
        ("4;3", 3),
        ("5'6\"", 1.6764),
        ("20 ft", 6.096),
        ("20'", 6.096),
        ("10-12 ft", 3.048),
        ("350 cm", 3.5),
        ("~3", 3),
        ("\uff13\uff0e\uff15", 3.5),
        ("4米", 4),
        ("100", 100),
    ],
)
def test_widths_that_are_read(written: str, width_m: float) -> None:
    assert parse_width_m(written) == pytest.approx(width_m)
    assert not read(width=written).width_refused


@pytest.mark.parametrize(
    "written",
    ["0", "100.1", "350", "-3", "wide", "<3", "3 x 4", "1,234.5", "3 km", "narrow;3", "inf"],
)
def test_widths_that_are_refused_are_unknown_and_counted(written: str) -> None:
    assert math.isnan(parse_width_m(written))
    assert read(width=written).width_refused


@given(st.integers(1, 10_000), st.sampled_from([".", ","]), st.sampled_from(["", " m", "m", " metre"]))
def test_any_sound_width_is_read(centimetres: int, point: str, unit: str) -> None:
    written = f"{centimetres // 100}{point}{centimetres % 100:02}{unit}"
    assert parse_width_m(written) == pytest.approx(centimetres / 100)


@given(st.integers(1, 30), st.integers(0, 11))
def test_feet_and_inches(feet: int, inches: int) -> None:
    width_m = (feet * 12 + inches) * 0.0254
    expected = width_m if width_m > 0 else math.nan
    assert parse_width_m(f"{feet}'{inches}\"") == pytest.approx(expected, nan_ok=True)


@given(st.text(max_size=20))
def test_any_text_gives_a_width_or_none(written: str) -> None:
    width_m = parse_width_m(written)
    assert math.isnan(width_m) or 0 < width_m <= 100


@given(st.text(max_size=12))
def test_any_text_gives_lanes_or_unknown(written: str) -> None:
    lanes = parse_lanes(written)
    assert lanes == UNKNOWN or 1 <= lanes <= 100


@pytest.mark.parametrize(
    ("written", "lanes"), [("2", 2), ("2;3", 2), ("1.5", 1), ("0", UNKNOWN), ("many", UNKNOWN)]
)
def test_lanes(written: str, lanes: int) -> None:
    assert parse_lanes(written) == lanes


def test_tags_reach_the_network(osm: OsmText) -> None:
    osm.row(1, 2, 3, 4)
    osm.way(
        7,
        [1, 2],
        {"highway": "primary", "name": "Ring", "name:zh": "环路", "surface": "asphalt", "width": "7"},
    )
    osm.way(
        8, [2, 3], {"highway": "track", "tracktype": "grade2", "bridge": "yes", "lanes": "1", "oneway": "no"}
    )
    osm.way(
        9, [3, 4], {"highway": "path", "surface": "gravel", "name:en": "Trail", "width": "0", "layer": "-1"}
    )
    region = osm.region()
    roads = region.roads
    assert roads.way_id.tolist() == [7, 8, 9]
    assert [RoadClass(code).name for code in roads.way_class] == ["primary", "track", "path"]
    assert roads.surfaces == ("asphalt", "gravel")
    assert roads.way_surface.tolist() == [0, UNKNOWN, 1]
    assert roads.way_name.tolist() == [0, UNKNOWN, 1]
    assert (roads.names[0].name, roads.names[0].zh, roads.names[1].en) == ("Ring", "环路", "Trail")
    assert roads.way_width_tag_m[0] == 7
    assert math.isnan(roads.way_width_tag_m[1])
    assert math.isnan(roads.way_width_tag_m[2])
    assert region.provenance[0].counts["widths_refused"] == 1
    assert roads.way_lanes.tolist() == [UNKNOWN, 1, UNKNOWN]
    assert roads.way_tracktype.tolist() == [UNKNOWN, 2, UNKNOWN]
    assert roads.way_bridge.tolist() == [Tri.unknown, Tri.yes, Tri.unknown]
    assert roads.way_oneway.tolist() == [Tri.unknown, Tri.no, Tri.unknown]
    assert roads.way_motor_free.tolist() == [Tri.no, Tri.unknown, Tri.yes]
    assert roads.way_layer.tolist() == [0, 0, -1]


def test_tags_after_a_crowd_of_others_are_found(osm: OsmText) -> None:
    crowd = {f"a{number}": "x" for number in range(30)}
    osm.row(1, 2).way(1, [1, 2], {**crowd, "highway": "service", "access": "no", "name:en": "Last"})
    roads = osm.region().roads
    assert roads.way_access.tolist() == [Access.closed]
    assert roads.names[0].en == "Last"
