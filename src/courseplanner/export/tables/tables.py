"""All tables of a course, as spreadsheets hold them."""

from __future__ import annotations

from collections.abc import Mapping

from courseplanner.base.i18n import text
from courseplanner.export.dossier import Dossier
from courseplanner.export.syntax.jsontext import degrees
from courseplanner.export.tables.along import along_table
from courseplanner.export.tables.course_marks import course_marks_table
from courseplanner.export.tables.cue_sheet import cues_table
from courseplanner.export.tables.stations import stations_table
from courseplanner.export.tables.table import Cell, Column, Table
from courseplanner.model.course.stations import StationPlan

__all__ = ["points_table", "tables_of", "turns_table"]

_TURNS = frozenset({"left", "right", "sharp-left", "sharp-right", "bear-left", "bear-right", "turnaround"})


def tables_of(dossier: Dossier) -> Mapping[str, Table]:
    """Give the tables by short names; those of stations and conditions have no row where there are none."""
    candidate = dossier.candidate
    return {
        "points": points_table(dossier),
        "marks": course_marks_table(candidate.course_marks),
        "stations": stations_table(candidate.stations or StationPlan(()), dossier.kilometrage),
        "turns": turns_table(dossier),
        "cues": cues_table(dossier.cues),
        "conditions": along_table(candidate.along or ()),
    }


def points_table(dossier: Dossier) -> Table:
    """Give start, finish, kilometres, turnarounds, visits and stations, as in the GPX."""
    columns = (
        Column(text("type")),
        Column(text("name")),
        Column(text("metre"), 3),
        Column(text("lon"), 8),
        Column(text("lat"), 8),
    )
    rows: list[list[Cell]] = [
        [mark.type, mark.name, mark.at_m, degrees(mark.lon), degrees(mark.lat)] for mark in dossier.marks
    ]
    return Table(text("Points"), columns, rows)


def turns_table(dossier: Dossier) -> Table:
    """Give the cues at which the course turns."""
    whole = cues_table(dossier.cues)
    turns = [row for row, cue in zip(whole.rows, dossier.cues, strict=True) if cue.kind in _TURNS]
    return Table(text("Turns"), whole.columns, turns)
