"""The Leaflet that comes with the program, to be put into a page whole."""

from __future__ import annotations

import re
from functools import cache

from courseplanner.base import assets

__all__ = ["leaflet_script", "leaflet_style"]

_PICTURE = re.compile(r"url\([^)]*\)")


@cache
def leaflet_script() -> str:
    """Give the script, without the address of a map of itself that nobody has."""
    words = (assets.leaflet() / "leaflet.js").read_text(encoding="utf-8")
    return "\n".join(line for line in words.splitlines() if not line.startswith("//# sourceMappingURL"))


@cache
def leaflet_style() -> str:
    """Give the style, without its pictures: no page of ours shows them."""
    return _PICTURE.sub("none", (assets.leaflet() / "leaflet.css").read_text(encoding="utf-8"))
