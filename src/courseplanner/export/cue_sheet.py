"""The cue sheet: turns in words, with the metre at which each is."""

from __future__ import annotations

from collections.abc import Sequence

from courseplanner.export.cue_words import cue_words
from courseplanner.export.jsontext import degrees
from courseplanner.export.table import Cell, Column, Table
from courseplanner.i18n import text
from courseplanner.model.cue import Cue

__all__ = ["cues_table"]


def cues_table(cues: Sequence[Cue]) -> Table:
    """Give the cues as a table: one row each, in running order, with the metres to the next."""
    columns = (
        Column(text("number"), 0),
        Column(text("metre"), 0),
        Column(text("to the next m"), 0),
        Column(text("what")),
        Column(text("angle °"), 0),
        Column(text("road")),
        Column(text("where")),
        Column(text("lon"), 6),
        Column(text("lat"), 6),
    )
    next_m = [cue.at_m for cue in cues[1:]]
    gaps_m = [round(after) - round(cue.at_m) for cue, after in zip(cues, next_m, strict=False)]
    rows = [
        _row(number, cue, gap) for number, (cue, gap) in enumerate(zip(cues, [*gaps_m, None], strict=True), 1)
    ]
    return Table(text("Cue sheet"), columns, rows)


def _row(number: int, cue: Cue, gap_m: float | None) -> list[Cell]:
    return [
        number,
        round(cue.at_m),
        gap_m,
        str(cue_words(cue)),
        cue.angle_deg,
        cue.road,
        None if cue.place is None else str(cue.place),
        degrees(cue.lon),
        degrees(cue.lat),
    ]
