"""The example of a user's own list of places."""

from __future__ import annotations

from pathlib import Path

from make.osmfile import OsmFile
from make.valley import Valley, lonlat

__all__ = ["write_places"]

_KNOWN = ("观峰台", "scenic", "3A")
"""In OSM too, but without a rating there: the list wins."""
_ADDED = (("稻田音乐广场", "scenic", "2A", 15_050.0, 560.0), ("新寨", "village", "", 16_000.0, 1_020.0))
"""Name, kind, rating, `s` and `t` from the river, metres: not in OSM at all."""


def write_places(file: Path, valley: Valley, osm: OsmFile) -> None:
    """Write places that OSM lacks or knows less of: name, kind, rating, lon, lat."""
    rows = [(*_KNOWN, *osm.position(_KNOWN[0]))]
    for name, kind, rating, s, off in _ADDED:
        rows.append((name, kind, rating, *lonlat(valley.place(s, valley.river_t(s) + off))))
    lines = [f"{name},{kind},{rating},{lon:.7f},{lat:.7f}" for name, kind, rating, lon, lat in rows]
    file.write_text("\n".join(["name,kind,rating,lon,lat", *lines, ""]), encoding="utf-8", newline="\n")
