"""Finds the ways that a road is made of: by its name, or by the ids that OSM gives them."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.errors import BriefError
from courseplanner.base.i18n import text
from courseplanner.model.brief.brief_values import nearest_of
from courseplanner.model.names import folded
from courseplanner.model.network.roads import UNKNOWN, RoadNetwork

__all__ = ["is_way_ids", "ways_called", "ways_meant", "ways_with_ids"]

_MOST_COMPARED = 5_000
_WAY_IDS = re.compile(r"ways? +(\d{1,18}(?:[ ,]+\d{1,18})*)")


def ways_called(roads: RoadNetwork, name: str, where: str) -> NDArray[np.bool_]:
    """Tell which ways bear a name, without case and accents, bool (W,).

    Parameters
    ----------
    roads : RoadNetwork
    name : str
    where : str
        The brief and the key in it, for messages.

    Raises
    ------
    BriefError
        If there is none, with the nearest name.
    """
    key = folded(name)
    called = [any(folded(own) == key for own in names.all) for names in roads.names]
    if not any(called):
        known = sorted({own for names in roads.names for own in names.all})
        raise BriefError(
            where,
            text("no road is called “{name}”", name=name),
            nearest_of(name, known[:_MOST_COMPARED]) if len(known) > 8 else text("check the name on the map"),
        )
    return np.array([*called, False])[np.where(roads.way_name == UNKNOWN, len(called), roads.way_name)]


def is_way_ids(key: str) -> bool:
    """Tell whether a key such as `way 123` or `ways 123, 456` means ways by their OSM ids."""
    return _WAY_IDS.fullmatch(key.strip()) is not None


def ways_with_ids(roads: RoadNetwork, key: str, where: str) -> NDArray[np.bool_]:
    """Tell which ways `way ID, ID` means, bool (W,).

    Raises
    ------
    BriefError
        If the region has no road of such an id.
    """
    found = _WAY_IDS.fullmatch(key.strip())
    if found is None:
        raise ValueError(key)
    ids = [int(word) for word in re.findall(r"\d+", found[1])]
    unknown = [way for way in ids if way not in roads.way_id]
    if unknown:
        raise BriefError(
            where,
            text("the region has no road with the OSM id {way}", way=unknown[0]),
            text("take the ids of ways from legs in candidates.json, or from openstreetmap.org"),
        )
    return np.isin(roads.way_id, ids)


def ways_meant(roads: RoadNetwork, key: str, where: str) -> NDArray[np.bool_]:
    """Tell which ways a key of `[roads]` means, by their ids or by their name, bool (W,).

    Raises
    ------
    BriefError
        If there is none.
    """
    return (ways_with_ids if is_way_ids(key) else ways_called)(roads, key, where)
