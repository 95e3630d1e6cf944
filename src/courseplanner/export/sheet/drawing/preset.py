"""What a kind of sheet shows: data in `resources/sheets`, so that a new audience needs no code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from courseplanner.base import assets
from courseplanner.base.i18n import Text, text

__all__ = ["PARTS", "Preset", "presets"]

PARTS = frozenset(
    {
        "roads", "road-names", "crossing-names", "kilometres", "directions", "places", "stations",
        "restrictions", "graticule", "profile", "figures", "blanks", "stamp", "legend", "insets",
        "marks-table", "streets-table", "turns-table", "stations-table",
        "crossings", "crossings-table", "access", "provenance", "review-number",
    }
)  # fmt: skip
"""What a preset may ask for."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A kind of sheet.

    Parameters
    ----------
    id : str
        Also the id of its format.
    title : Text
        Stands below the name of the race.
    label : Text
        For menus and lists.
    paper : str
        The paper where none is asked for.
    letter_mm : float
        Size of the names on the map.
    line_mm : float
        Width of the line of the course.
    shows : frozenset of str
        Of `PARTS`.
    """

    id: str
    title: Text
    label: Text
    paper: str
    letter_mm: float
    line_mm: float
    shows: frozenset[str]


@cache
def presets() -> Mapping[str, Preset]:
    """Read the presets, by their ids."""
    found = {}
    for file in sorted(assets.resource("sheets").glob("*.toml")):
        held = tomllib.loads(file.read_text(encoding="utf-8"))
        shows = frozenset(held["shows"])
        if not shows <= PARTS:
            raise ValueError(f"{file.name}: shows unknown parts {sorted(shows - PARTS)}")
        found[file.stem] = Preset(
            file.stem, text(held["title"]), text(held["label"]), held["paper"],
            float(held["letter_mm"]), float(held["line_mm"]), shows,
        )  # fmt: skip
    return MappingProxyType(found)
