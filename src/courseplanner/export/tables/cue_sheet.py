"""The cue sheet: turns in words of both languages, with the metre at which each is."""

from __future__ import annotations

from collections.abc import Sequence

from courseplanner.base.i18n import Language, text
from courseplanner.export.cue_words import cue_words
from courseplanner.export.syntax.jsontext import degrees
from courseplanner.export.tables.table import Cell, Column, Table
from courseplanner.model.course.cue import Cue

__all__ = ["cues_table"]


def cues_table(cues: Sequence[Cue]) -> Table:
    """Give the cues as a table: one row each, in running order, with the metres to the next."""
    columns = (
        Column(text("number"), 0),
        Column(text("metre"), 0),
        Column(text("to the next m"), 0),
        Column(text("what")),
        Column(text("提示")),
        Column(text("angle °"), 0),
        Column(text("road")),
        Column(text("where")),
        Column(text("位置")),
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
        *(cue_words(cue).said_in(language) for language in Language),
        cue.angle_deg,
        cue.road,
        *(None if cue.place is None else cue.place.said_in(language) for language in Language),
        degrees(cue.lon),
        degrees(cue.lat),
    ]
