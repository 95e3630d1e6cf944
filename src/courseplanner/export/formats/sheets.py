"""Sheets of paper: one format for each preset in `resources/sheets`."""

from __future__ import annotations

from functools import partial

from courseplanner.base.i18n import Text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.exporter import Exporter
from courseplanner.export.sheet.drawing.preset import Preset, presets

__all__ = ["EXPORTERS"]


def _written(package: CoursePackage, preset: Preset) -> bytes:
    from courseplanner.export.sheet.compose import sheet_bytes

    return sheet_bytes(package, preset)


def _looked_over(pdf: bytes, package: CoursePackage) -> tuple[Text, ...]:
    from courseplanner.export.sheet.checklist.checklist import checklist_in_words

    return checklist_in_words(pdf, package)


EXPORTERS = tuple(
    Exporter(
        preset.id,
        ".pdf",
        preset.label,
        partial(_written, preset=preset),
        _looked_over if "blanks" in preset.shows else None,
    )
    for preset in presets().values()
)
