"""A route in the words of JSON, and back; its fingerprint."""

from __future__ import annotations

import base64
import hashlib
import json
from itertools import pairwise
from typing import Any

from courseplanner.model.route.route import Anchor, Position, Route, RouteClosing, Span, Straight

__all__ = ["fingerprint_of", "route_entry", "route_of_entry"]

_LETTERS = 8
_RINGS = ("loop", "laps")
_SHAPES = (*_RINGS, "out-and-back", "point-to-point")
_METHODS = ("start-slide", "finish-slide", "turnaround", "detour")
_MOST_LAPS = 1_000
_LONGEST_M, _LONGEST_DEG = 1e6, 10.0
"""No race is longer, and no span of one."""


def fingerprint_of(route: Route, ground_key: str) -> str:
    """Give eight letters and digits that tell a route on its ground from any other.

    Parameters
    ----------
    route : Route
    ground_key : str
        Hash of the ground.
    """
    words = json.dumps(route_entry(route), sort_keys=True, ensure_ascii=False)
    digest = hashlib.blake2b(f"{ground_key} {words}".encode(), digest_size=5).digest()
    return base64.b32encode(digest).decode()[:_LETTERS]


def route_entry(route: Route) -> dict[str, Any]:
    """Put a route in the words of `candidates.json`."""
    closing = route.closing
    return {
        "shape": route.shape,
        "laps": route.laps,
        "lead_in_m": route.lead_in_m,
        "spans": [_span_entry(span) for span in route.spans],
        "anchors": [{"name": one.name, "lon": one.lon, "lat": one.lat} for one in route.anchors],
        "closing": None
        if closing is None
        else {
            "method": closing.method,
            "start": _position_entry(closing.start),
            "finish": _position_entry(closing.finish),
            "length_m": closing.length_m,
        },
        "made_on": route.made_on,
    }


def _span_entry(span: Span | Straight) -> dict[str, Any]:
    line = [list(point) for point in span.line]
    if isinstance(span, Straight):
        return {"line": line}
    nodes = [span.from_node, span.to_node]
    if span.via_node is not None:
        nodes.insert(1, span.via_node)
    entry: dict[str, Any] = {"way": span.way, "nodes": nodes}
    if (span.from_part, span.to_part) != (0.0, 1.0):
        entry["parts"] = [span.from_part, span.to_part]
    return {**entry, "line": line}


def _position_entry(position: Position) -> dict[str, Any]:
    return {"lap": position.lap, "span": position.span, "part": position.part}


def route_of_entry(entry: dict[str, Any]) -> Route:
    """Read a route back.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is not as `route_entry` writes it.
    """
    closing = entry["closing"]
    spans = tuple(_span_of(one) for one in entry["spans"])
    _hold(bool(spans), "a route has at least one span")
    _hold(entry["shape"] in _SHAPES, "the shape is one of those of a brief")
    laps = entry["laps"]
    _hold(type(laps) is int and 1 <= laps <= _MOST_LAPS, "laps are a whole number from 1 on")
    lead_in_m = float(entry["lead_in_m"])
    _hold(0.0 <= lead_in_m < _LONGEST_M, "a lead-in is some metres long")
    return Route(
        shape=str(entry["shape"]),
        spans=spans,
        laps=laps,
        lead_in_m=lead_in_m,
        anchors=tuple(
            Anchor(str(one["name"]), float(one["lon"]), float(one["lat"])) for one in entry["anchors"]
        ),
        closing=None
        if closing is None
        else _closing_of(closing, len(spans), laps + 2 if entry["shape"] in _RINGS else 0),
        made_on=str(entry["made_on"]),
    )


def _hold(holds: bool, words: str) -> None:  # noqa: FBT001 - a condition, not a switch
    if not holds:
        raise ValueError(words)


def _closing_of(entry: dict[str, Any], spans: int, most_laps: int) -> RouteClosing:
    start, finish = (_position_of(entry[end], spans, most_laps) for end in ("start", "finish"))
    _hold(start < finish, "a course finishes after its start")
    length_m = float(entry["length_m"])
    _hold(0.0 < length_m < _LONGEST_M, "a course is some metres long")
    _hold(entry["method"] in _METHODS, "the method of a closing is a known one")
    return RouteClosing(str(entry["method"]), start, finish, length_m)


def _line_of(entry: dict[str, Any]) -> tuple[tuple[float, float], ...]:
    line = tuple((float(lon), float(lat)) for lon, lat in entry["line"])
    _hold(len(line) > 1, "a span has at least two points")
    _hold(all(abs(lon) <= 180.0 and abs(lat) <= 90.0 for lon, lat in line), "points lie on the earth")
    steps = (abs(a - c) + abs(b - d) for (a, b), (c, d) in pairwise(line))
    _hold(sum(steps) < _LONGEST_DEG, "a span is no longer than any race")
    return line


def _span_of(entry: dict[str, Any]) -> Span | Straight:
    line = _line_of(entry)
    if "way" not in entry:
        return Straight(line)
    nodes = [int(node) for node in entry["nodes"]]
    _hold(len(nodes) in {2, 3}, "a span has two nodes, or three")
    via = nodes[1] if len(nodes) > 2 else None
    from_part, to_part = (float(part) for part in entry.get("parts", (0.0, 1.0)))
    _hold(0.0 <= from_part < to_part <= 1.0, "parts of a span rise from 0 to 1")
    return Span(int(entry["way"]), nodes[0], nodes[-1], via, from_part, to_part, line)


def _position_of(entry: dict[str, Any], spans: int, most_laps: int) -> Position:
    position = Position(int(entry["lap"]), int(entry["span"]), float(entry["part"]))
    _hold(0 <= position.lap <= most_laps, "a position lies on one of the laps")
    _hold(0 <= position.span < spans, "a position lies on a span of the route")
    _hold(0.0 <= position.part <= 1.0, "a part lies between 0 and 1")
    return position
