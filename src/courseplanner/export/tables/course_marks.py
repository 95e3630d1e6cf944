"""The marks of a course: as entries of `candidates.json`, and as a table for whoever sets them up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from courseplanner.base.i18n import Text, text
from courseplanner.export.syntax.jsontext import degrees, metres, position
from courseplanner.export.tables.table import Cell, Column, Table
from courseplanner.model.course.course_mark import CourseMark

__all__ = ["course_mark_entries", "course_marks_table"]


def course_mark_entries(marks: Iterable[CourseMark]) -> list[dict[str, Any]]:
    """Give the marks as they stand in `candidates.json`."""
    return [
        {
            "kind": str(mark.kind),
            "name": str(mark.name),
            "at_m": metres(mark.at_m),
            "nominal_m": round(mark.nominal_m, 4),
            "position": position(mark.lon, mark.lat),
            "height_m": None if mark.height_m is None else round(mark.height_m, 1),
            "place": _words(mark.place),
            "kerb": _words(mark.kerb),
        }
        for mark in marks
    ]


def course_marks_table(marks: Iterable[CourseMark]) -> Table:
    """Give the marks as a table: one row each, in running order.

    Kilometres are those of the boards, metres those along the line as written.
    """
    columns = (
        Column(text("mark")),
        Column(text("name")),
        Column(text("km"), 3),
        Column(text("where")),
        Column(text("in the road")),
        Column(text("height m"), 0),
        Column(text("lon"), 6),
        Column(text("lat"), 6),
        Column(text("metre"), 3),
    )
    return Table(text("Marks"), columns, [_row(mark) for mark in marks])


def _row(mark: CourseMark) -> list[Cell]:
    return [
        str(mark.kind),
        str(mark.name),
        mark.nominal_m / 1000.0,
        _words(mark.place),
        _words(mark.kerb),
        mark.height_m,
        degrees(mark.lon),
        degrees(mark.lat),
        mark.at_m,
    ]


def _words(words: Text | None) -> str | None:
    return None if words is None else str(words)
