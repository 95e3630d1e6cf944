"""The Chinese scenic rating, from A to AAAAA, as people write it."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["parse_rating"]

_RATING = re.compile(r"(?:国家)?(?:([1-5])A?|(A{1,5}))级?(?:景区|旅游景区)?")


def parse_rating(written: str) -> int | None:
    """Read a rating: `4`, `4A` or `AAAA`, in either width and case.

    Returns
    -------
    int or None
        1 (A) to 5 (5A); `None` if it is no rating.
    """
    plain = "".join(unicodedata.normalize("NFKC", written).upper().split())
    found = _RATING.fullmatch(plain)
    if found is None:
        return None
    digit, letters = found.groups()
    return int(digit) if digit else len(letters)
