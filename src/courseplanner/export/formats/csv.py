"""Tables as CSV, one file each."""

from __future__ import annotations

from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.exporter import Exporter
from courseplanner.export.tables.csvtext import csv_bytes
from courseplanner.export.tables.tables import tables_of

__all__ = ["EXPORTERS"]

_LABELS = {
    "points": text("Table of points (CSV)"),
    "marks": text("Table of marks (CSV)"),
    "stations": text("Table of stations (CSV)"),
    "turns": text("Table of turns (CSV)"),
    "cues": text("Cue sheet (CSV)"),
    "conditions": text("Table of conditions (CSV)"),
}


def _exporter(name: str) -> Exporter:
    def write(package: CoursePackage) -> bytes:
        return csv_bytes(tables_of(package)[name])

    return Exporter(f"{name}-csv", ".csv", _LABELS[name], write)


EXPORTERS = tuple(_exporter(name) for name in _LABELS)
