"""Reads a written GPX strictly, and the GeoJSON beside it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np

from .line import Floats

__all__ = ["Waypoint", "Written", "geojson_faults", "read_gpx", "read_road"]

_GPX = "{http://www.topografix.com/GPX/1/1}"
_DEGREES = re.compile(r"-?\d{1,3}\.\d{8}")
_METRES = re.compile(r"-?\d+\.\d{3}")
_TYPES = {"start", "finish", "km", "turnaround", "visit", "station"}
_ORDER = {f"{_GPX}{tag}": i for i, tag in enumerate(("metadata", "wpt", "rte", "trk", "extensions"))}


@dataclass(frozen=True)
class Waypoint:
    """A waypoint as written."""

    name: str
    type: str
    lon: float
    lat: float


@dataclass(frozen=True, eq=False)
class Written:
    """The track of a GPX as written; `heights_m` is `None` unless every point has one.

    `road` is what stands beside it of the middle of its roads: longitudes, latitudes, and chainages of
    the track.
    """

    lon: Floats
    lat: Floats
    heights_m: Floats | None
    waypoints: tuple[Waypoint, ...]
    road: tuple[Floats, Floats, Floats] | None = None


def read_road(path: Path) -> tuple[Floats, Floats, Floats]:
    """Read the middle of the roads under a course."""
    (feature,) = json.loads(path.read_text(encoding="utf-8"))["features"]
    lon, lat = np.array(feature["geometry"]["coordinates"], dtype=float).T
    return lon, lat, np.array(feature["properties"]["at_m"], dtype=float)


def _point(element: ET.Element, faults: list[str]) -> tuple[float, float]:
    written = [element.get("lon", ""), element.get("lat", "")]
    faults += [f"gpx: coordinate {w!r} has not 8 decimals" for w in written if not _DEGREES.fullmatch(w)]
    return float(written[0]), float(written[1])


def _waypoint(element: ET.Element, faults: list[str]) -> Waypoint:
    name, kind = element.findtext(f"{_GPX}name") or "", element.findtext(f"{_GPX}type") or ""
    if not name.strip():
        faults.append("gpx: a waypoint has no name")
    if kind not in _TYPES:
        faults.append(f"gpx: waypoint {name!r} has the type {kind!r}")
    return Waypoint(name, kind, *_point(element, faults))


def _heights(points: list[ET.Element], faults: list[str]) -> Floats | None:
    written = [point.findtext(f"{_GPX}ele") for point in points]
    faults += [f"gpx: ele {w!r} has not 3 decimals" for w in written if w and not _METRES.fullmatch(w)]
    known = [float(w) for w in written if w]
    return np.array(known) if len(known) == len(points) else None


def _frame_faults(root: ET.Element) -> list[str]:
    order = [_ORDER.get(child.tag, -1) for child in root]
    checks = {
        "root is not gpx of GPX 1.1": root.tag == f"{_GPX}gpx",
        "version is not 1.1": root.get("version") == "1.1",
        "there is no creator": bool(root.get("creator")),
        "elements are out of order or strange": order == sorted(order) and -1 not in order,
        "not exactly one trk": len(root.findall(f"{_GPX}trk")) == 1,
        "not exactly one trkseg": len(root.findall(f"{_GPX}trk/{_GPX}trkseg")) == 1,
        "a time is written": not root.findall(f".//{_GPX}time"),
    }
    return [f"gpx: {words}" for words, fine in checks.items() if not fine]


def read_gpx(path: Path) -> tuple[Written | None, list[str]]:
    """Read a GPX; give its track, unless it has none, and what is wrong with its form."""
    try:
        root = ET.parse(path).getroot()
        faults = _frame_faults(root)
        points = root.findall(f"{_GPX}trk/{_GPX}trkseg/{_GPX}trkpt")
        lon_lat = np.array([_point(point, faults) for point in points]).reshape(-1, 2)
        waypoints = tuple(_waypoint(element, faults) for element in root.findall(f"{_GPX}wpt"))
        heights = _heights(points, faults)
    except (OSError, ValueError, ET.ParseError) as error:
        return None, [f"gpx: {path.name} can't be read: {error}"]
    if len(points) < 2:
        return None, [*faults, "gpx: fewer than two points"]
    return Written(lon_lat[:, 0], lon_lat[:, 1], heights, waypoints), faults


def geojson_faults(path: Path, tracks: dict[str, Written]) -> list[str]:
    """Judge `courses.geojson`: one line for each candidate, with its id, equal to its GPX."""
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        lines = [f for f in features if (f["geometry"] or {}).get("type") == "LineString"]
        found = {str((f.get("properties") or {}).get("id", f.get("id"))): f["geometry"] for f in lines}
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [f"geojson: can't be read: {error!r}"]
    if len(lines) != len(tracks) or set(found) != set(tracks):
        return [f"geojson: lines {sorted(found)} for candidates {sorted(tracks)}"]
    return [
        f"geojson: line of {name} does not fit its GPX"
        for name, track in tracks.items()
        if not _same_line(found[name]["coordinates"], track)
    ]


def _same_line(coordinates: list[list[float]], track: Written) -> bool:
    written = np.array([position[:2] for position in coordinates])
    wanted = np.column_stack([track.lon, track.lat])
    return written.shape == wanted.shape and bool(np.abs(written - wanted).max() <= 1.01e-8)
