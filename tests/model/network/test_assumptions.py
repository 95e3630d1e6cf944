"""What is assumed of roads whose tags say nothing, and only of those."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from courseplanner.model.network.assumptions import (
    class_width_error_m,
    is_paved_surface,
    way_unpaved,
    way_width_from,
    way_width_m,
)
from courseplanner.model.network.roads import UNKNOWN, RoadClass, RoadNetwork, Tri, WidthFrom

PAVED = ["asphalt", "concrete", "concrete:plates", "concrete:lanes", "paved", "paving_stones", "chipseal"]
WARNED = ["sett", "cobblestone", "metal", "wood"]
SOFT = ["compacted", "fine_gravel", "grass", "ground", "earth", "dirt", "sand", "gravel", "unpaved", "mud"]
ON_NO_LIST = ["tartan", "asphalt;gravel", "ASPHALT", "", "woodchips"]

WIDTHS_M = {
    "trunk": (9.0, 7.5), "primary": (9.0, 7.5), "secondary": (7.0, 6.5), "tertiary": (7.0, 6.0),
    "unclassified": (5.0, 5.0), "residential": (6.0, 5.5), "living_street": (4.0, 4.0),
    "pedestrian": (4.0, 4.0), "service": (3.0, 3.0), "track": (2.5, 2.5), "footway": (1.5, 1.5),
    "cycleway": (2.5, 1.5), "path": (1.0, 1.0),
}  # fmt: skip
"""Two-way and one-way carriageways, as the facts of the project give them."""

SOFT_CLASSES = {"track", "path", "bridleway"}


def ways(
    classes: Sequence[str],
    *,
    surface: Sequence[str | None] | None = None,
    grade: int = UNKNOWN,
    width_m: float = np.nan,
    lanes: int = UNKNOWN,
    sidewalks_m: float = np.nan,
    oneway: int = UNKNOWN,
    roundabout: bool = False,
    shared: bool = False,
) -> RoadNetwork:
    """Ways of these classes, all else alike."""
    count = len(classes)
    tagged = list(surface or [None] * count)
    surfaces = tuple(sorted({value for value in tagged if value is not None}))
    nothing: dict[str, Any] = {
        name: np.zeros(0, dtype=kind)
        for name, kind in (
            ("node_lon", float), ("node_lat", float), ("edge_from", np.int32), ("edge_to", np.int32),
            ("edge_length_mm", np.int32), ("edge_way", np.int32), ("point_lon", float), ("point_lat", float),
            ("point_node", np.int64),
        )
    }  # fmt: skip
    said: dict[str, Any] = {
        name: np.full(count, value, dtype=kind)
        for name, value, kind in (
            ("way_id", 1, np.int64), ("way_tracktype", grade, np.int8),
            ("way_width_tag_m", width_m, np.float32),
            ("way_lanes", lanes, np.int8), ("way_bridge", UNKNOWN, np.int8), ("way_tunnel", UNKNOWN, np.int8),
            ("way_layer", 0, np.int8), ("way_access", UNKNOWN, np.int8), ("way_motor_free", UNKNOWN, np.int8),
            ("way_oneway", oneway, np.int8), ("way_roundabout", roundabout, np.bool_),
            ("way_width_sidewalks_m", sidewalks_m, np.float32), ("way_shared", shared, np.bool_),
            ("way_part", 0, np.int8), ("way_road", UNKNOWN, np.int32),
            ("way_name", UNKNOWN, np.int32), ("way_width_stated", False, np.bool_),
            ("way_divider", UNKNOWN, np.int8),
        )
    }  # fmt: skip
    codes = [UNKNOWN if value is None else surfaces.index(value) for value in tagged]
    return RoadNetwork(
        point_start=np.zeros(1, dtype=np.int64),
        way_class=np.array([RoadClass[name] for name in classes], dtype=np.int8),
        way_surface=np.array(codes, dtype=np.int16),
        surfaces=surfaces,
        names=(),
        level_crossing_lon=np.zeros(0),
        level_crossing_lat=np.zeros(0),
        **nothing,
        **said,
    )


EVERY_CLASS = [road_class.name for road_class in RoadClass]


@pytest.mark.parametrize(("surfaces", "paved"), [(PAVED + WARNED, True), (SOFT + ON_NO_LIST, False)])
def test_a_surface_is_paved_only_if_it_is_on_the_list(surfaces: list[str], paved: bool) -> None:
    assert [is_paved_surface(surface) for surface in surfaces] == [paved] * len(surfaces)


@pytest.mark.parametrize("surface", PAVED + WARNED + SOFT + ON_NO_LIST)
def test_a_tagged_surface_counts_whatever_the_class(surface: str) -> None:
    for grade in (UNKNOWN, 1, 5):
        roads = ways(EVERY_CLASS, surface=[surface] * len(EVERY_CLASS), grade=grade)
        assert set(way_unpaved(roads).tolist()) == {surface not in PAVED + WARNED}


@pytest.mark.parametrize(
    ("grade", "soft"), [(UNKNOWN, SOFT_CLASSES), (1, set()), (2, SOFT_CLASSES), (5, SOFT_CLASSES)]
)
def test_without_a_tag_the_class_and_the_grade_tell(grade: int, soft: set[str]) -> None:
    unpaved = way_unpaved(ways(EVERY_CLASS, grade=grade))

    assert {name for name, is_soft in zip(EVERY_CLASS, unpaved, strict=True) if is_soft} == soft


def test_each_way_has_its_own_surface() -> None:
    surfaces = ["gravel", None, "asphalt", None, "wood", "sand"]
    roads = ways(["primary", "primary", "track", "track", "path", "path"], surface=surfaces)

    assert way_unpaved(roads).tolist() == [True, False, False, True, False, True]


def test_a_tagged_width_comes_before_lanes_and_lanes_before_the_class() -> None:
    tagged = ways(["residential"], width_m=5.5, lanes=4)
    laned = ways(["residential"], lanes=2)
    bare = ways(["residential"])

    assert way_width_m(tagged).tolist() == [5.5]
    assert way_width_m(laned).tolist() == [6.5]  # 2 lanes of 3.25 m, the middle of 3.0 to 3.5 m
    assert way_width_m(bare).tolist() == [6.0]
    froms = [way_width_from(roads).item() for roads in (tagged, laned, bare)]
    assert [WidthFrom(code).word for code in froms] == ["tag", "lanes", "class"]


def test_no_lanes_say_nothing_of_the_width() -> None:
    assert way_width_m(ways(["primary"], lanes=0)).tolist() == [9.0]
    assert way_width_from(ways(["primary"], lanes=0)).tolist() == [WidthFrom.class_]


@pytest.mark.parametrize(("road_class", "metres"), WIDTHS_M.items())
def test_widths_by_class_are_those_of_the_facts(road_class: str, metres: tuple[float, float]) -> None:
    assert way_width_m(ways([road_class])).tolist() == [metres[0]]
    assert way_width_m(ways([road_class], oneway=Tri.no)).tolist() == [metres[0]]
    assert way_width_m(ways([road_class], oneway=Tri.yes)).tolist() == [metres[1]]
    assert way_width_m(ways([road_class], roundabout=True)).tolist() == [metres[1]]


def test_a_path_is_wider_where_it_is_paved_and_wider_still_where_it_is_shared() -> None:
    assert way_width_m(ways(["path"], surface=["asphalt"])).tolist() == [2.0]
    assert way_width_m(ways(["path"], surface=["gravel"])).tolist() == [1.0]
    assert way_width_m(ways(["path"], shared=True)).tolist() == [3.0]
    assert way_width_m(ways(["cycleway"], shared=True)).tolist() == [2.5]


@pytest.mark.parametrize("road_class", ["cycleway", "footway", "path", "bridleway"])
def test_lanes_of_paths_are_no_lanes_for_cars(road_class: str) -> None:
    assert way_width_m(ways([road_class], lanes=3)).tolist() == [3.75]


def test_sidewalks_tell_more_than_the_class_and_less_than_lanes() -> None:
    assert way_width_m(ways(["residential"], sidewalks_m=7.5)).tolist() == [7.5]
    assert way_width_from(ways(["residential"], sidewalks_m=7.5)).tolist() == [WidthFrom.sidewalks]
    assert way_width_m(ways(["residential"], sidewalks_m=7.5, lanes=1)).tolist() == [3.25]
    assert way_width_m(ways(["residential"], sidewalks_m=7.5, width_m=5.0)).tolist() == [5.0]


def test_the_error_of_a_class_is_that_of_the_facts() -> None:
    errors_m = {
        "primary": 3.0,
        "secondary": 2.5,
        "tertiary": 2.0,
        "service": 1.0,
        "footway": 0.5,
        "path": 0.5,
    }
    assert {name: class_width_error_m(name) for name in errors_m} == errors_m
    assert class_width_error_m("unknown") == class_width_error_m("road")


def test_every_class_has_a_width_and_a_link_is_no_wider_than_its_road() -> None:
    widths = dict(zip(EVERY_CLASS, way_width_m(ways(EVERY_CLASS)).tolist(), strict=True))

    assert all(1.0 <= metres < 20.0 for metres in widths.values())
    assert all(metres <= widths[name.removesuffix("_link")] for name, metres in widths.items())


def test_the_word_of_a_user_is_known() -> None:
    assert WidthFrom.user.word == "user"


def test_the_network_can_not_be_changed() -> None:
    roads = ways(["path", "track"])
    arrays = [getattr(roads, name) for name in RoadNetwork.__slots__]
    arrays = [value for value in arrays if isinstance(value, np.ndarray)]

    assert len(arrays) == 32
    for array in arrays:
        assert not array.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        roads.way_class[0] = 3
    with pytest.raises(AttributeError):
        roads.way_class = roads.way_class  # type: ignore[misc]


def test_the_network_counts_nodes_and_edges() -> None:
    roads = ways(["path"])

    assert (roads.node_count, roads.edge_count) == (0, 0)
