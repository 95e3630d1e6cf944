"""The workbook: numbers have as many digits as are known of them, as in the tables of the sheets."""

from __future__ import annotations

import io

import openpyxl

from courseplanner.export.formats import exporters
from courseplanner.export.tables.tables import tables_of
from export.formats.lines import package


def test_numbers_have_the_digits_of_their_columns() -> None:
    asked = package("400 m")
    book = openpyxl.load_workbook(io.BytesIO(exporters()["xlsx"].write(asked)))
    seen = 0
    for table in tables_of(asked).values():
        rows = list(book[str(table.title)].iter_rows(min_row=2, values_only=True))
        assert len(rows) == len(table.rows)
        for row, cells in zip(rows, table.rows, strict=True):
            for column, written, cell in zip(table.columns, row, cells, strict=True):
                if isinstance(cell, float | int):
                    assert written == round(cell, column.decimals or 0)
                    seen += 1
    assert seen > 20
