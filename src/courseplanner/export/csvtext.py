"""Tables as any spreadsheet reads them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from courseplanner.i18n import Text

__all__ = ["csv_bytes"]


def csv_bytes(heads: Iterable[Text], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a table: a row of heads, then the others.

    UTF-8 with a mark at the start, without which spreadsheets take Chinese names for something else.
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(str(head) for head in heads)
    table.writerows(rows)
    return ("\ufeff" + out.getvalue()).encode("utf-8", errors="replace")
