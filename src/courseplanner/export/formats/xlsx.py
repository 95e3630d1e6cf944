"""An Excel workbook: a sheet for each table of a course, numbers as numbers."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.exporter import Exporter
from courseplanner.export.syntax.jsontext import storable
from courseplanner.export.tables.table import Column, Table
from courseplanner.export.tables.tables import tables_of

__all__ = ["EXPORTERS", "xlsx_bytes"]

_WIDEST = 60
_MOST_LETTERS = 32_767
"""Of a cell of Excel."""


def xlsx_bytes(package: CoursePackage) -> bytes:
    """Write the tables of a course as one workbook: heads stay in sight, and rows can be filtered.

    Words are words even where they begin with `=`.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        # The time at which it was made would be another each time.
        book.set_properties(
            {"title": storable(package.name), "created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)}
        )
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for table in tables_of(package).values():
            _add_sheet(book, table, head)
    return out.getvalue()


def _add_sheet(book: Any, table: Table, head: Any) -> None:
    sheet = book.add_worksheet(str(table.title))
    sheet.freeze_panes(1, 0)
    words = list(table.in_words())
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, str(column.head), head)
        widest = max((len(row[at]) for row in words), default=0)
        sheet.set_column(
            at, at, min(max(widest, len(str(column.head)), 6) + 2, _WIDEST), _format(book, column)
        )
    for down, row in enumerate(table.rows, 1):
        for at, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(down, at, storable(cell)[:_MOST_LETTERS])
            elif cell is not None:
                sheet.write_number(down, at, table.columns[at].rounded(cell))
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _format(book: Any, column: Column) -> Any:
    if column.decimals is None:
        return book.add_format({"num_format": "@"})
    return book.add_format({"num_format": "0" if column.decimals == 0 else "0." + "0" * column.decimals})


EXPORTERS = (Exporter("xlsx", ".xlsx", text("Excel workbook (marks, stations, turns, cues)"), xlsx_bytes),)
