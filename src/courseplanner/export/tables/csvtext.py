"""Tables as any spreadsheet reads them."""

from __future__ import annotations

import csv
import io

from courseplanner.export.tables.table import Table

__all__ = ["csv_bytes"]


def csv_bytes(table: Table) -> bytes:
    """Write a table: a row of heads, then the others.

    UTF-8 with a mark at the start, without which spreadsheets take Chinese names for something else.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(str(column.head) for column in table.columns)
    writer.writerows(table.in_words())
    return ("\ufeff" + out.getvalue()).encode("utf-8", errors="replace")
