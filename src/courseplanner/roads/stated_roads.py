"""Puts what the user states of roads over the tags of the map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.brief.brief import Brief
from courseplanner.model.network.roads import RoadNetwork, Tri
from courseplanner.model.region import Region
from courseplanner.roads.road_names import is_way_ids, ways_meant
from courseplanner.roads.stated_stretches import with_stretches

__all__ = ["with_statements"]

_Value = TypeVar("_Value", float, str, bool)


def with_statements(brief: Brief, region: Region) -> Region:
    """Give a region whose roads are as the user states them in `[roads]`.

    Returns
    -------
    Region
        `region` itself where nothing is stated.

    Raises
    ------
    BriefError
        If no road bears a name or an id.
    """
    stated, roads = brief.roads, region.roads
    if not stated:
        return region
    width_m, is_stated = roads.way_width_tag_m.copy(), roads.way_width_stated.copy()
    for ways, metres in _each(brief, roads, "width_m", stated.width_m):
        width_m[ways], is_stated[ways] = metres, True
    surface, surfaces = roads.way_surface.copy(), list(roads.surfaces)
    for ways, word in _each(brief, roads, "surface", stated.surface):
        if word not in surfaces:
            surfaces.append(word)
        surface[ways] = surfaces.index(word)
    divider, motor_free = roads.way_divider.copy(), roads.way_motor_free.copy()
    for ways, stands in _each(brief, roads, "divider", stated.divider):
        divider[ways] = Tri.yes if stands else Tri.no
    for ways, is_free in _each(brief, roads, "motor_free", stated.motor_free):
        motor_free[ways] = Tri.yes if is_free else Tri.no
    changed = replace(
        roads,
        way_width_tag_m=width_m,
        way_width_stated=is_stated,
        way_surface=surface,
        surfaces=tuple(surfaces),
        way_divider=divider,
        way_motor_free=motor_free,
    )
    region = replace(region, roads=changed)
    return replace(region, roads=with_stretches(brief, region))


def _each(
    brief: Brief, roads: RoadNetwork, key: str, stated: Mapping[str, _Value]
) -> Iterator[tuple[NDArray[np.bool_], _Value]]:
    """Give the ways and the value of each statement, those by id after those by name: they win."""
    for road, value in sorted(stated.items(), key=lambda one: is_way_ids(one[0])):
        where = f"{brief.path}, [roads] {key} {road}"
        yield ways_meant(roads, road, where), value
