"""Ground: a region and what is stated of its roads, joined once and kept by its hash."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from courseplanner.model.brief.brief import Brief
from courseplanner.model.names import Names
from courseplanner.model.places.places import Place, PlaceKind
from courseplanner.model.places.terrain import HeightGrid, Terrain
from courseplanner.model.region import Region
from courseplanner.roads.ground import ground_of, ground_with
from handmade import region
from layout.maps import grid


def brief(**roads: Any) -> Brief:
    return Brief.model_validate({"schema": 1, "event": {"distance": "5km"}, "region": {}, "roads": roads})


def key(one: Region, **roads: Any) -> str:
    return ground_of(one, brief(**roads)).key


def test_statements_are_joined_once() -> None:
    here = region()
    plain, wide = ground_of(here, brief()), ground_of(here, brief(width_m={"河滨路": 14.0}))
    assert plain.roads is here.roads
    assert float(wide.roads.way_width_tag_m[0]) == 14.0
    assert ground_of(here, brief()) is plain
    assert ground_of(here, brief(width_m={"河滨路": 14.0})) is wide
    assert (wide.places, wide.bbox, wide.provenance) == (here.places, here.bbox, here.provenance)


def test_the_hash_is_that_of_what_is_there(tmp_path: Path) -> None:
    small = grid(3, 3, 200.0)
    one, same = small.region(tmp_path), small.region(tmp_path)
    assert one is not same
    assert key(one) == key(same)
    assert key(one, width_m={"Row 1": 9.0}) == key(same, width_m={"Row 1": 9.0})


def changed(here: Region) -> dict[str, Region]:
    """Give regions that differ from another in one thing."""
    roads, place = here.roads, Place(PlaceKind.VILLAGE, Names("Dorf"), None, 104.9, 25.0)
    flat = HeightGrid(
        np.zeros((2, 2), np.float32), np.zeros((2, 2), np.bool_), "EPSG:4326", (1, 0, 0, 0, 1, 0), 3.0, "a"
    )
    high = replace(flat, heights_m=np.ones((2, 2), np.float32))
    return {
        "a node": replace(here, roads=replace(roads, node_lon=roads.node_lon + 1e-7)),
        "a surface": replace(here, roads=replace(roads, surfaces=("gravel",))),
        "a name": replace(here, roads=replace(roads, names=(Names("别的路"),))),
        "a node's number": replace(here, roads=replace(roads, point_node=roads.point_node + 1)),
        "a place": replace(here, places=(place,)),
        "a rated place": replace(here, places=(replace(place, rating=4),)),
        "an area": replace(here, places=(replace(place, rings=(np.zeros((4, 2)),)),)),
        "heights": replace(here, terrain=Terrain((flat,), ())),
        "other heights": replace(here, terrain=Terrain((high,), ())),
    }


def test_whatever_differs_has_another_hash() -> None:
    here = region()
    keys = {"nothing": key(here), "a statement": key(here, width_m={"河滨路": 14.0})}
    keys |= {"another statement": key(here, width_m={"河滨路": 13.0})}
    keys |= {name: key(one) for name, one in changed(here).items()}
    assert len(set(keys.values())) == len(keys)


def test_where_the_weather_and_the_origin_differ_the_ground_is_the_same() -> None:
    here = region()
    assert key(replace(here, provenance=())) == key(here)


def test_ground_with_other_roads_has_another_hash() -> None:
    ground = ground_of(region(), brief())
    one, other = (ground_with(ground, ground.roads, said) for said in ("one", "other"))
    assert len({ground.key, one.key, other.key}) == 3


@pytest.mark.parametrize("count", [5])
def test_only_the_last_few_are_kept(count: int) -> None:
    here = region()
    first = ground_of(here, brief(width_m={"河滨路": 1.0}))
    for width in range(2, 2 + count):
        ground_of(here, brief(width_m={"河滨路": float(width)}))
    again = ground_of(here, brief(width_m={"河滨路": 1.0}))
    assert again is not first
    assert again.key == first.key
