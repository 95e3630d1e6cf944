"""Colours of what leaves the program: dark enough on white, and apart from each other in grey too."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["COURSE", "LEG_COLOURS", "MARK_COLOURS", "TURN"]

COURSE = "#a3195b"
"""Deep magenta: away from the reds and greens of maps."""
TURN = "#5b3a86"
MARK_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "start": "#1b7f3b",
        "finish": "#1a1a1a",
        "turnaround": "#b35900",
        "km": "#444444",
        "visit": "#7a5c00",
        "station": "#1f5fa8",
    }
)
"""By the types of marks."""
LEG_COLOURS: Mapping[str, str] = MappingProxyType(
    {"free": "#1b7f3b", "motor": "#a85200", "unknown": "#777777"}
)
"""By whether motor traffic may run there."""
