"""A tiny invented region and courses on it, laid by hand, to try the check on.

Streets form a grid of nine columns and five rows, named `Row 0`, `Column 4` and
so on; node `100 * row + column + 1000` lies at the crossing. A road along the
far bank of a river leads from the east end of row 0 back west to Uferdorf.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from pyproj import Geod

__all__ = ["TinyCourse", "TinyRegion", "TinyRun", "brief_text", "node", "out_and_back", "ring"]

_GEOD = Geod(ellps="WGS84")
_WEST, _SOUTH, _LON_STEP, _LAT_STEP = 9.5, 47.0, 0.004, 0.003
_COLUMNS, _ROWS = 9, 5

Position = tuple[float, float]
Tags = dict[str, str]


def node(column: int, row: int) -> int:
    """Id of a crossing."""
    return 1000 + 100 * row + column


def _at(column: float, row: float) -> Position:
    return round(_WEST + column * _LON_STEP, 7), round(_SOUTH + row * _LAT_STEP, 7)


def metres(one: Position, other: Position) -> float:
    """Geodesic distance."""
    return float(_GEOD.inv(*one, *other)[2])


@dataclass
class TinyRegion:
    """Nodes, ways and places; change them before writing."""

    nodes: dict[int, Position] = field(default_factory=dict)
    ways: dict[int, tuple[Tags, list[int]]] = field(default_factory=dict)
    places: dict[int, tuple[Tags, Position]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        crossings = [(c, r) for r in range(_ROWS) for c in range(_COLUMNS)]
        self.nodes = {node(c, r): _at(c, r) for c, r in crossings}
        street = {"highway": "residential", "surface": "asphalt", "width": "6"}
        for r in range(_ROWS):
            self.ways[100 + r] = (street | {"name": f"Row {r}"}, [node(c, r) for c in range(_COLUMNS)])
        for c in range(_COLUMNS):
            self.ways[200 + c] = (street | {"name": f"Column {c}"}, [node(c, r) for r in range(_ROWS)])
        self.nodes |= {1: _at(8, -0.45), 2: _at(2, -0.45)}
        self.ways[300] = ({"highway": "unclassified"}, [node(8, 0), 1, 2])
        village = {"place": "village"}
        self.places = {
            11: (village | {"name": "Alphadorf"}, _at(4.1, 0.1)),
            12: (village | {"name": "Betadorf", "name:zh": "乙村"}, _at(4.2, 1.3)),
            13: (village | {"name": "Deltadorf"}, _at(7.9, 4.1)),
            14: (village | {"name": "Uferdorf"}, _at(2, -0.47)),
            15: (village | {"name": "Gammadorf"}, _at(0.1, 2.1)),
            16: ({"tourism": "viewpoint", "name": "Far Tower"}, _at(8, 3.9)),
        }
        corners = [(3.8, 2.3), (4.0, 2.3), (4.2, 2.3), (4.2, 2.5), (3.8, 2.5)]
        self.nodes |= {50 + i: _at(*corner) for i, corner in enumerate(corners)}
        self.ways[400] = ({"historic": "castle", "name": "Burg Gitter"}, [50, 51, 52, 53, 54, 50])

    def way_between(self, one: int, other: int) -> int:
        """Id of the way on which two nodes are neighbours."""
        pair = {one, other}
        return next(way for way, (_, refs) in self.ways.items() if pair in map(set, pairwise(refs)))

    def write(self, path: Path) -> None:
        """Write OSM XML."""
        points: dict[int, tuple[Tags, Position]] = {
            ref: ({}, at) for ref, at in self.nodes.items()
        } | self.places
        lines = ["<?xml version='1.0' encoding='UTF-8'?>", '<osm version="0.6">']
        for ref, (tags, (lon, lat)) in sorted(points.items()):
            lines += [f'<node id="{ref}" lon="{lon:.7f}" lat="{lat:.7f}">', *_tag_lines(tags), "</node>"]
        for way, (tags, refs) in sorted(self.ways.items()):
            members = [f'<nd ref="{ref}"/>' for ref in refs]
            lines += [f'<way id="{way}">', *members, *_tag_lines(tags), "</way>"]
        path.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")


def _tag_lines(tags: Tags) -> list[str]:
    return [f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items()]


@dataclass
class TinyCourse:
    """A course: its line as written, the way of each step, marks, and its entry in the JSON."""

    line: list[Position]
    step_ways: list[int]
    marks: list[tuple[str, str, Position]]
    entry: dict[str, Any]


def ring(*corners: tuple[int, int]) -> list[int]:
    """Crossings of a walk from corner to corner, each straight along one street from the last."""
    walk = [node(*corners[0])]
    for (column, row), (to_column, to_row) in pairwise(corners):
        steps = max(abs(to_column - column), abs(to_row - row))
        east, north = (to_column - column) // steps, (to_row - row) // steps
        walk += [node(column + k * east, row + k * north) for k in range(1, steps + 1)]
    return walk


def out_and_back(*corners: tuple[int, int]) -> list[int]:
    """A walk and the same backwards."""
    walk = ring(*corners)
    return walk + walk[-2::-1]


def _cut(line: list[Position], length_m: float) -> list[Position]:
    """Cut a line at a length, its last point rounded as it will be written."""
    left, kept = length_m, [line[0]]
    for a, b in pairwise(line):
        step = metres(a, b)
        if step >= left:
            part = left / step
            return [*kept, tuple(round(p + part * (q - p), 8) for p, q in zip(a, b, strict=True))]  # type: ignore[list-item]
        kept.append(b)
        left -= step
    raise ValueError(f"the line is {left} m too short")


def _along(line: list[Position], at_m: float) -> Position:
    return _cut(line, at_m)[-1] if at_m > 0 else line[0]


def lay(
    region: TinyRegion, walk: list[int], length_m: float, shift_m: float, *, half: bool = False
) -> TinyCourse:
    """Lay a course of exact length along a walk; `half` cuts at half the length and runs back."""
    line = _cut([region.nodes[ref] for ref in walk], length_m / 2.0 if half else length_m)
    ways = [region.way_between(a, b) for a, b in pairwise(walk)][: len(line) - 1]
    if half:
        line, ways = line + line[-2::-1], ways + ways[::-1]
    chain = [0.0]
    for a, b in pairwise(line):
        chain.append(chain[-1] + metres(a, b))
    marks = [("start", "Start", line[0]), ("finish", "Finish", line[-1])]
    marks += [("km", f"{k} km", _along(line, 1001.0 * k)) for k in range(1, ceil(length_m / 1001.0 - 1e-9))]
    marks += [
        ("turnaround", f"Turnaround {i}", line[i])
        for i in range(1, len(line) - 1)
        if line[i - 1] == line[i + 1]
    ]
    visits = _visits(region, line, chain)
    marks += [("visit", visit["name"], _along(line, visit["at_m"])) for visit in visits]
    entry = _entry(line, chain, region, ways, visits)
    entry["marks"] = _table(line, chain[-1])
    entry["closing"] = {"method": "turnaround" if half else "finish-slide", "shift_m": shift_m}
    return TinyCourse(line, ways, marks, entry)


def _table(line: list[Position], whole_m: float) -> list[dict[str, Any]]:
    """Give the table of marks: start, kilometres, halfway, finish."""
    nominal_m = whole_m / 1.001
    rows = [("start", "Start", 0.0), ("halfway", "Halfway", nominal_m / 2.0), ("finish", "Finish", nominal_m)]
    rows += [
        ("km" if k % 5 else "5km", f"{k} km", 1000.0 * k) for k in range(1, ceil(nominal_m / 1000.0 - 1e-9))
    ]
    return [
        {"kind": kind, "name": name, "at_m": metre * 1.001, "nominal_m": metre,
         "position": list(_along(line, min(metre * 1.001, whole_m - 1e-9)))}
        for kind, name, metre in sorted(rows, key=lambda row: row[2])
    ]  # fmt: skip


def _visits(region: TinyRegion, line: list[Position], chain: list[float]) -> list[dict[str, Any]]:
    dense = [(at, _along(line, float(at))) for at in range(0, int(chain[-1]), 5)]
    things = [(tags, [at]) for tags, at in region.places.values()]
    things += [(t, [region.nodes[r] for r in refs]) for t, refs in region.ways.values() if "historic" in t]
    found = []
    for tags, corners in things:
        offset, at = min((metres(here, corner), at) for at, here in dense for corner in corners)
        if offset <= 300.0 and tags["name"] != "Uferdorf":
            kind = tags.get("place", "scenic")
            found.append({"name": tags["name"], "kind": kind, "rating": None, "at_m": at, "offset_m": offset})
    return sorted(found, key=lambda visit: visit["at_m"])


def _legs(region: TinyRegion, chain: list[float], ways: list[int]) -> list[dict[str, Any]]:
    legs: list[dict[str, Any]] = []
    for way, from_m, to_m in zip(ways, chain, chain[1:], strict=False):
        if legs and legs[-1]["way"] == way:
            legs[-1]["to_m"] = to_m
            continue
        tags = region.ways[way][0]
        known = "tag" if "width" in tags else "class"
        width_m = float(tags.get("width", {"track": 3.0}.get(tags["highway"], 6.0)))
        free = tags.get("motor_vehicle") == "no"
        leg = {"way": way, "name": tags.get("name"), "from_m": from_m, "to_m": to_m, "class": tags["highway"]}
        leg |= {"surface": tags.get("surface"), "width_m": width_m, "width_from": known, "motor_free": free}
        legs.append(leg)
    return legs


def _entry(
    line: list[Position],
    chain: list[float],
    region: TinyRegion,
    ways: list[int],
    visits: list[dict[str, Any]],
) -> dict[str, Any]:
    legs, whole = _legs(region, chain, ways), chain[-1]

    def share(test: Callable[[dict[str, Any]], bool]) -> float:
        return sum((leg["to_m"] - leg["from_m"] for leg in legs if test(leg)), 0.0) / whole

    length = {"nominal_m": whole / 1.001, "target_m": whole, "basis": "ellipsoid", "course_m": whole}
    length |= {"ground_m": None, "centreline_m": whole, "uncertainty_m": None, "bias_m": None}
    shares = {
        "repeated": 0.0,
        "unpaved": share(lambda leg: leg["surface"] == "gravel"),
        "surface_unknown": share(lambda leg: leg["surface"] is None),
        "width_unknown": share(lambda leg: leg["width_from"] != "tag"),
        "motor_free": share(lambda leg: leg["motor_free"]),
        "tunnel": share(lambda leg: region.ways[leg["way"]][0].get("tunnel") == "yes"),
    }
    unknown = dict.fromkeys(("drop_m_per_km", "climb_m", "descent_m", "crossings", "scenery", "findings"))
    return unknown | {
        "length": length,
        "start": list(line[0]),
        "finish": list(line[-1]),
        "separation_m": metres(line[0], line[-1]),
        "visits": visits,
        "legs": legs,
        "shares": shares,
        "turns": 4,
    }


def brief_text(nominal_m: float, **course: Any) -> str:
    """Write a brief; tables are told apart by their keys."""
    limits = {k: course.pop(k) for k in list(course) if k.startswith(("max_", "min_"))}
    places = course.pop("places", [])
    candidates = course.pop("candidates", 1)
    field = [f"{key} = {course.pop(key)}" for key in ("runners", "waves") if key in course]
    lines = ["schema = 1", "[event]", 'name = "Tiny"', f"distance = {nominal_m!r}", *field]
    lines += ["[region]", 'osm = ["tiny.osm"]', f"places = {json.dumps(places)}", "[course]"]
    lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in course.items()]
    lines += ["[limits]", *(f"{key} = {value}" for key, value in limits.items())]
    return "\n".join([*lines, "[search]", f"candidates = {candidates}", "seed = 1", ""])


@dataclass
class TinyRun:
    """A run as `plan` would write it; change it, then `write` it.

    Parameters
    ----------
    region : TinyRegion
    courses : list of TinyCourse
    nominal_m : float
    wanted : dict
        Keys of the brief's `[course]` and `[limits]`.
    """

    region: TinyRegion
    courses: list[TinyCourse]
    nominal_m: float
    wanted: dict[str, Any]
    answer: dict[str, Any] = field(default_factory=dict)
    extra_files: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Write region, brief and run; give the paths of brief and run."""
        self.region.write(folder / "tiny.osm")
        for name, text in self.extra_files.items():
            (folder / name).write_text(text, encoding="utf-8")
        brief, out = folder / "tiny.toml", folder / "out"
        brief.write_text(brief_text(self.nominal_m, **copy.deepcopy(self.wanted)), encoding="utf-8")
        out.mkdir()
        entries = []
        for letter, course in zip("ABCDEF", self.courses, strict=False):
            course.entry["length"] |= {"nominal_m": self.nominal_m, "target_m": self.nominal_m * 1.001}
            files = {"gpx": f"{letter}/course.gpx", "certification_map": None}
            entries.append({"id": letter, "files": files} | course.entry)
            (out / letter).mkdir()
            (out / letter / "course.gpx").write_text(_gpx(course), encoding="utf-8")
        (out / "courses.geojson").write_text(_geojson(self.courses), encoding="utf-8")
        answer = self._answer(folder, entries)
        (out / "candidates.json").write_text(json.dumps(answer), encoding="utf-8")
        return brief, out

    def _answer(self, folder: Path, entries: list[dict[str, Any]]) -> dict[str, Any]:
        sources = ["tiny.osm", *self.wanted.get("places", [])]
        provenance = [
            {"source": name, "sha256": _sum(folder / name), "date": None, "licence": None} for name in sources
        ]
        elapsed = {"load": 0.1, "search": 0.1, "total": 0.2}
        region = {"bbox": [9.5, 47.0, 9.6, 47.1], "edges": 80, "provenance": provenance}
        base = {"schema": 1, "version": "0", "seed": 1, "complete": True, "elapsed_s": elapsed}
        return base | {"region": region, "candidates": entries, "unmet": []} | self.answer


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _gpx(course: TinyCourse) -> str:
    head = '<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="tiny">'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', head]
    for kind, name, (lon, lat) in course.marks:
        inside = f"<name>{name}</name><type>{kind}</type>"
        lines.append(f'<wpt lat="{lat:.8f}" lon="{lon:.8f}">{inside}</wpt>')
    points = [f'<trkpt lat="{lat:.8f}" lon="{lon:.8f}"/>' for lon, lat in course.line]
    return "\n".join([*lines, "<trk><trkseg>", *points, "</trkseg></trk></gpx>"])


def _geojson(courses: Iterable[TinyCourse]) -> str:
    features = [
        {
            "type": "Feature",
            "properties": {"id": letter},
            "geometry": {"type": "LineString", "coordinates": course.line},
        }
        for letter, course in zip("ABCDEF", courses, strict=False)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})
