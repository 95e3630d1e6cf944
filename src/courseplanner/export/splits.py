"""The marks of a course: as entries of `candidates.json`, and as a table for whoever sets them up."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from courseplanner.export.jsontext import degrees, metres, position
from courseplanner.i18n import Text, text
from courseplanner.model.split import Split

__all__ = ["split_entries", "splits_csv"]


def split_entries(splits: Iterable[Split]) -> list[dict[str, Any]]:
    """Give the marks as they stand in `candidates.json`."""
    return [
        {
            "kind": str(split.kind),
            "name": str(split.name),
            "at_m": metres(split.at_m),
            "position": position(split.lon, split.lat),
            "height_m": None if split.height_m is None else round(split.height_m, 1),
            "place": _words(split.place),
            "kerb": _words(split.kerb),
        }
        for split in splits
    ]


def splits_csv(splits: Iterable[Split]) -> bytes:
    """Write the marks as a table: one row each, in running order, for any spreadsheet.

    UTF-8 with a mark at the start, without which spreadsheets take Chinese names for something else.
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    heads = ("mark", "name", "km", "where", "in the road", "height m", "lon", "lat")
    table.writerow(str(text(head)) for head in heads)
    table.writerows(
        [
            str(split.kind),
            str(split.name),
            f"{split.at_m / 1000.0:.3f}",
            _words(split.place) or "",
            _words(split.kerb) or "",
            "" if split.height_m is None else f"{split.height_m:.0f}",
            f"{degrees(split.lon):.6f}",
            f"{degrees(split.lat):.6f}",
        ]
        for split in splits
    )
    return ("\ufeff" + out.getvalue()).encode("utf-8", errors="replace")


def _words(words: Text | None) -> str | None:
    return None if words is None else str(words)
