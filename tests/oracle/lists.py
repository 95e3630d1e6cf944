"""Reads a user's own lists of places: CSV or GeoJSON in WGS 84."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape as shape_of

from .osm import Thing
from .tags import rating_of

__all__ = ["read_list"]


def _rows(path: Path) -> Iterator[tuple[dict[str, Any], Any]]:
    if path.suffix.lower() == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                tidy = {(key or "").strip().lower(): (value or "").strip() for key, value in row.items()}
                yield tidy, shapely.Point(float(tidy["lon"]), float(tidy["lat"]))
        return
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        yield feature.get("properties") or {}, shape_of(feature["geometry"])


def read_list(path: Path) -> list[Thing]:
    """Read one list; its rows say what they are by `kind`."""
    things = []
    for row, where in _rows(path):
        names = tuple(str(row[key]) for key in ("name", "name:zh", "name:en") if row.get(key))
        kind = str(row.get("kind") or "").strip().lower()
        things.append(Thing(names, frozenset({kind}), rating_of(row.get("rating")), where, listed=True))
    return things
