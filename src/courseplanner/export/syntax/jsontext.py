"""JSON as it is written to files: the same bytes for the same values."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["degrees", "json_bytes", "metres", "position", "share", "storable"]


def json_bytes(document: dict[str, Any]) -> bytes:
    """Write a document as indented UTF-8.

    Raises
    ------
    ValueError
        If a number is infinite or NaN: what is not known is `None`.
    """
    words = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)
    # A file name that is not UTF-8 holds lone surrogates, which no UTF-8 file can.
    return words.encode("utf-8", errors="replace") + b"\n"


def degrees(angle_deg: float) -> float:
    """Round a coordinate to the 8 decimals that lengths are computed from."""
    return round(float(angle_deg), 8) + 0.0  # -0.0 becomes 0.0


def position(lon: float, lat: float) -> list[float]:
    """Give a position as `[lon, lat]`."""
    return [degrees(lon), degrees(lat)]


def metres(length_m: float) -> float:
    """Round a length to the millimetre."""
    return round(float(length_m), 3) + 0.0


def share(part: float) -> float:
    """Round a share of the length to 4 decimals."""
    return round(float(part), 4) + 0.0


def storable(words: str) -> str:
    """Put question marks for lone surrogates, which names of files may hold and no UTF-8 file can."""
    return words.encode("utf-8", errors="replace").decode("utf-8")
