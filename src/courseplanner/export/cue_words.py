"""Cues as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping

from courseplanner.i18n import Text, text
from courseplanner.model.cue import Cue, CueKind

__all__ = ["cue_words"]

_TURNS: Mapping[CueKind, tuple[str, str]] = {
    CueKind.LEFT: ("Turn left onto {road}", "Turn left, still on {road}"),
    CueKind.RIGHT: ("Turn right onto {road}", "Turn right, still on {road}"),
    CueKind.SHARP_LEFT: ("Turn sharp left onto {road}", "Turn sharp left, still on {road}"),
    CueKind.SHARP_RIGHT: ("Turn sharp right onto {road}", "Turn sharp right, still on {road}"),
    CueKind.BEAR_LEFT: ("Bear left onto {road}", "Bear left, still on {road}"),
    CueKind.BEAR_RIGHT: ("Bear right onto {road}", "Bear right, still on {road}"),
    CueKind.STRAIGHT: ("Straight on along {road}", "Straight on along {road}"),
    CueKind.START: ("Start on {road}", "Start on {road}"),
    CueKind.TURNAROUND: ("Turn round on {road}", "Turn round on {road}"),
    CueKind.FINISH: ("Finish on {road}", "Finish on {road}"),
}
_WITHOUT_NAME: Mapping[str, Text] = {
    "footway": text("a footway without a name"),
    "pedestrian": text("a pedestrian street without a name"),
    "cycleway": text("a cycleway without a name"),
    "path": text("a path without a name"),
    "track": text("a track without a name"),
    "bridleway": text("a bridleway without a name"),
    "service": text("a service road without a name"),
    "steps": text("steps without a name"),
}


def cue_words(cue: Cue) -> Text:
    """Say what is to be done at a cue, with the name of the road; where the map has none, with its kind."""
    onto, still = _TURNS[cue.kind]
    road: object = cue.road
    if road is None:
        road = _WITHOUT_NAME.get(cue.road_class, text("a road without a name"))
    return text(still if cue.stays else onto, road=road)
