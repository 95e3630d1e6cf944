"""What the user states of roads wins over the map, way by way, and everything else stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from courseplanner.base.errors import BriefError
from courseplanner.model.brief.brief import Brief
from courseplanner.model.network.assumptions import way_unpaved, way_width_from, way_width_m
from courseplanner.model.network.roads import Tri, WidthFrom
from courseplanner.model.region import Region
from courseplanner.roads.stated_roads import with_statements
from handmade import region as one_road


def brief(**roads: Any) -> Brief:
    tables = {"schema": 1, "event": {"distance": "5km"}, "region": {"osm": ["a.osm"]}, "roads": roads}
    return Brief.model_validate(tables).model_copy(update={"path": Path("a.toml")})


def stated(**roads: Any) -> Region:
    return with_statements(brief(**roads), one_road())


def test_without_statements_the_region_is_the_same_object() -> None:
    region = one_road()
    assert with_statements(brief(), region) is region


@pytest.mark.parametrize("road", ["河滨路", "riverside ROAD", "way 123", "ways 123", " way 123, 123 "])
def test_a_road_is_meant_by_any_of_its_names_or_by_the_ids_of_its_ways(road: str) -> None:
    roads = stated(width_m={road: 7.5}).roads
    assert way_width_m(roads).tolist() == [7.5]
    assert way_width_from(roads).tolist() == [WidthFrom.user]


def test_surface_divider_and_traffic_are_stated() -> None:
    said = {"surface": {"way 123": "gravel"}, "divider": {"河滨路": True}, "motor_free": {"河滨路": True}}
    roads = stated(**said).roads
    assert way_unpaved(roads).tolist() == [True]
    assert roads.surfaces == ("asphalt", "gravel")
    assert (roads.way_divider.tolist(), roads.way_motor_free.tolist()) == ([Tri.yes], [Tri.yes])
    assert stated(divider={"河滨路": False}).roads.way_divider.tolist() == [Tri.no]


def test_a_way_wins_over_the_name_whatever_stands_first() -> None:
    for said in ({"way 123": 4.0, "河滨路": 9.0}, {"河滨路": 9.0, "way 123": 4.0}):
        assert way_width_m(stated(width_m=said).roads).tolist() == [4.0]


def test_the_map_stays_as_it_was() -> None:
    before = one_road()
    after = with_statements(brief(width_m={"河滨路": 9.0}), before)
    assert np.isnan(before.roads.way_width_tag_m).all()
    assert not before.roads.way_width_stated.any()
    assert after.roads.names is before.roads.names


@pytest.mark.parametrize(
    ("road", "problem", "fix"),
    [
        ("Riverside", "no road is called “Riverside”", "check the name"),
        ("way 124", "no road with the OSM id 124", "legs in candidates.json"),
        ("ways 123, 99", "no road with the OSM id 99", "legs in candidates.json"),
        ("way", "no road is called “way”", "check the name"),
    ],
)
def test_a_road_that_is_not_there_is_told(road: str, problem: str, fix: str) -> None:
    with pytest.raises(BriefError) as told:
        stated(width_m={road: 9.0})
    assert told.value.where == f"a.toml, [roads] width_m {road}"
    assert problem in str(told.value.problem)
    assert fix in str(told.value.fix)
