"""Cues as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping

from courseplanner.base.i18n import Text, text
from courseplanner.export.road_words import road_words
from courseplanner.model.course.cue import Cue, CueKind

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


def cue_words(cue: Cue) -> Text:
    """Say what is to be done at a cue, with the name of the road; where the map has none, with its kind."""
    onto, still = _TURNS[cue.kind]
    return text(still if cue.stays else onto, road=road_words(cue.road, cue.road_class))
