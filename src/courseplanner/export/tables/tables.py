"""All tables of a course, as spreadsheets hold them."""

from __future__ import annotations

from collections.abc import Mapping

from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.syntax.jsontext import degrees
from courseplanner.export.tables.along import along_table
from courseplanner.export.tables.course_marks import course_marks_table
from courseplanner.export.tables.cue_sheet import cues_table
from courseplanner.export.tables.stations import stations_table
from courseplanner.export.tables.table import Cell, Column, Table

__all__ = ["points_table", "tables_of", "turns_table"]

_TURNS = frozenset({"left", "right", "sharp-left", "sharp-right", "bear-left", "bear-right", "turnaround"})


def tables_of(package: CoursePackage) -> Mapping[str, Table]:
    """Give the tables by short names; those of stations and conditions have no row where there are none."""
    candidate = package.candidate
    return {
        "points": points_table(package),
        "marks": course_marks_table(candidate.course_marks),
        "stations": stations_table(candidate.stations, package.kilometrage),
        "turns": turns_table(package),
        "cues": cues_table(package.cues),
        "conditions": along_table(candidate.along or ()),
    }


def points_table(package: CoursePackage) -> Table:
    """Give start, finish, kilometres, turnarounds, visits and stations, as in the GPX."""
    columns = (
        Column(text("type")),
        Column(text("name")),
        Column(text("metre"), 3),
        Column(text("lon"), 8),
        Column(text("lat"), 8),
    )
    rows: list[list[Cell]] = [
        [mark.type, mark.name, mark.at_m, degrees(mark.lon), degrees(mark.lat)] for mark in package.marks
    ]
    return Table(text("Points"), columns, rows)


def turns_table(package: CoursePackage) -> Table:
    """Give the cues at which the course turns."""
    whole = cues_table(package.cues)
    turns = [row for row, cue in zip(whole.rows, package.cues, strict=True) if cue.kind in _TURNS]
    return Table(text("Turns"), whole.columns, turns)
