"""The marks of a course: as entries of `candidates.json`, and as a table for whoever sets them up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from courseplanner.export.csvtext import csv_bytes
from courseplanner.export.jsontext import degrees, metres, position
from courseplanner.i18n import Text, text
from courseplanner.model.course_mark import CourseMark

__all__ = ["course_mark_entries", "course_marks_csv"]


def course_mark_entries(marks: Iterable[CourseMark]) -> list[dict[str, Any]]:
    """Give the marks as they stand in `candidates.json`."""
    return [
        {
            "kind": str(mark.kind),
            "name": str(mark.name),
            "at_m": metres(mark.at_m),
            "position": position(mark.lon, mark.lat),
            "height_m": None if mark.height_m is None else round(mark.height_m, 1),
            "place": _words(mark.place),
            "kerb": _words(mark.kerb),
        }
        for mark in marks
    ]


def course_marks_csv(marks: Iterable[CourseMark]) -> bytes:
    """Write the marks as a table: one row each, in running order."""
    heads = (
        text("mark"), text("name"), text("km"), text("where"), text("in the road"), text("height m"),
        text("lon"), text("lat"),
    )  # fmt: skip
    return csv_bytes(heads, (_row(mark) for mark in marks))


def _row(mark: CourseMark) -> list[str]:
    return [
        str(mark.kind),
        str(mark.name),
        f"{mark.at_m / 1000.0:.3f}",
        _words(mark.place) or "",
        _words(mark.kerb) or "",
        "" if mark.height_m is None else f"{mark.height_m:.0f}",
        f"{degrees(mark.lon):.6f}",
        f"{degrees(mark.lat):.6f}",
    ]


def _words(words: Text | None) -> str | None:
    return None if words is None else str(words)
