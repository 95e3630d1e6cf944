"""Roads without a name as a person reads them: by their kind."""

from __future__ import annotations

from collections.abc import Mapping

from courseplanner.base.i18n import Text, text
from courseplanner.model.network.roads import RoadClass

__all__ = ["road_words"]

_KINDS: Mapping[RoadClass, Text] = {
    RoadClass.footway: text("a footway without a name"),
    RoadClass.pedestrian: text("a pedestrian street without a name"),
    RoadClass.cycleway: text("a cycleway without a name"),
    RoadClass.path: text("a path without a name"),
    RoadClass.track: text("a track without a name"),
    RoadClass.bridleway: text("a bridleway without a name"),
    RoadClass.service: text("a service road without a name"),
}
_OTHER = text("a road without a name")


def road_words(name: str | None, road_class: str) -> Text:
    """Name a road; where the map has no name, say of what kind it is.

    Parameters
    ----------
    name : str or None
    road_class : str
        `highway` as tagged; a word that is none is a road.
    """
    if name is not None:
        return text("{road}", road=name)
    if road_class not in RoadClass.__members__:
        return _OTHER
    return _KINDS.get(RoadClass[road_class], _OTHER)
