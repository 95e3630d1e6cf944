"""Where data came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Provenance"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """One source of a region, so that a result can be traced back to it.

    Parameters
    ----------
    source : str
        File name.
    sha256 : str
        Of the file's bytes, in hex.
    date : str or None
        The date that the data itself states (ISO 8601), `None` where it states none.
    licence : str or None
        `None` where it is not known.
    counts : mapping of str to int
        What reading it found, and what it had to leave out (`ways_cut`, …).
    """

    source: str
    sha256: str
    date: str | None
    licence: str | None
    counts: Mapping[str, int] = field(default_factory=dict)
