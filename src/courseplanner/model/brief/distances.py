"""The standard distances of road races."""

from __future__ import annotations

import difflib
import math

from courseplanner.base.errors import InputError
from courseplanner.base.i18n import text

__all__ = ["DISTANCES_M", "LONGEST_M", "SHORTEST_M", "distance_of"]

DISTANCES_M = {
    "5km": 5_000.0,
    "10km": 10_000.0,
    "15km": 15_000.0,
    "10miles": 16_093.44,
    "20km": 20_000.0,
    "half-marathon": 21_097.5,
    "25km": 25_000.0,
    "30km": 30_000.0,
    "marathon": 42_195.0,
    "50km": 50_000.0,
    "100km": 100_000.0,
}
"""Metres by the word in the brief (World Athletics TR 55; 50 and 100 km are ultra distances)."""

SHORTEST_M = 100.0
LONGEST_M = 500_000.0
"""No road race is shorter or longer."""


def distance_of(words: str) -> float:
    """Give the metres of a distance as it is written on a command line: a word, or metres.

    Raises
    ------
    InputError
        If it is neither, or no distance of a road race.
    """
    if words in DISTANCES_M:
        return DISTANCES_M[words]
    try:
        length_m = float(words)
    except ValueError:
        length_m = math.nan
    if SHORTEST_M <= length_m <= LONGEST_M:
        return length_m
    near = difflib.get_close_matches(words[:60].casefold(), DISTANCES_M, n=1, cutoff=0.5)
    other = text("write a word such as half-marathon, or metres")
    fix = text("did you mean {nearest}?", nearest=near[0]) if near else other
    raise InputError("--distance", text("“{words}” is not a road race distance", words=words[:60]), fix)
