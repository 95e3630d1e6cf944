"""Routes in JSON: the same route comes back, and what is no route is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.model.route.entry import fingerprint_of, route_entry, route_of_entry
from courseplanner.model.route.route import Anchor, Position, Route, RouteClosing, Span, Straight

PARTS = 2**40
degrees = st.floats(8.0, 9.0, allow_nan=False)
lines = st.lists(st.tuples(degrees, degrees), min_size=2, max_size=4).map(tuple)
ids = st.integers(1, 2**62)
parts = st.integers(0, PARTS - 1).flatmap(
    lambda low: st.integers(low + 1, PARTS).map(lambda high: (low / PARTS, high / PARTS))
)
spans = st.builds(
    lambda way, a, b, via, part, line: Span(way, a, b, via, part[0], part[1], line),
    ids, ids, ids, st.none() | ids, parts, lines,
)  # fmt: skip
starts = st.builds(Position, st.just(0), st.just(0), st.floats(0.0, 0.4))
finishes = st.builds(Position, st.just(0), st.just(0), st.floats(0.5, 1.0))
closings = st.builds(
    RouteClosing, st.sampled_from(["start-slide", "turnaround"]), starts, finishes, st.floats(1.0, 1e5)
)
routes = st.builds(
    Route,
    st.sampled_from(["loop", "laps", "out-and-back", "point-to-point"]),
    st.lists(spans | st.builds(Straight, lines), min_size=1, max_size=4).map(tuple),
    st.integers(1, 4),
    st.floats(0.0, 2_000.0),
    st.lists(st.builds(Anchor, st.text(max_size=8), degrees, degrees), max_size=2).map(tuple),
    st.none() | closings,
    st.text("0123456789abcdef", max_size=32),
)


@given(routes)
def test_a_route_comes_back_from_json(route: Route) -> None:
    there = route_of_entry(json.loads(json.dumps(route_entry(route))))
    assert there == route
    assert fingerprint_of(there, "a") == fingerprint_of(route, "a")
    assert fingerprint_of(route, "a") != fingerprint_of(route, "b")


WHOLE = route_entry(
    Route(
        "loop",
        (Span(1, 2, 3, 4, 0.25, 0.5, ((9.0, 47.0), (9.1, 47.0))), Straight(((9.1, 47.0), (9.2, 47.0)))),
        closing=RouteClosing("start-slide", Position(0, 0, 0.5), Position(1, 1, 0.0), 5_005.0),
    )
)


def without(*path: str | int) -> dict[str, Any]:
    copy = json.loads(json.dumps(WHOLE))
    at: Any = copy
    for step in path[:-1]:
        at = at[step]
    del at[path[-1]]
    return dict(copy)


def with_value(value: object, *path: str | int) -> dict[str, Any]:
    copy = json.loads(json.dumps(WHOLE))
    at: Any = copy
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return dict(copy)


@pytest.mark.parametrize(
    "wrong",
    [
        without("shape"),
        without("spans"),
        without("spans", 0, "nodes"),
        without("spans", 0, "line"),
        without("closing", "finish"),
        without("closing", "start", "part"),
        with_value([], "spans"),
        with_value([0.5, 0.25], "spans", 0, "parts"),
        with_value([-0.5, 0.25], "spans", 0, "parts"),
        with_value([[9.0, 47.0]], "spans", 1, "line"),
        with_value("zwölf", "spans", 0, "way"),
        with_value(2, "closing", "finish", "span"),
        with_value(1.5, "closing", "finish", "part"),
        with_value(-1, "closing", "finish", "lap"),
        with_value(None, "spans", 0, "nodes"),
        with_value([], "spans", 0, "nodes"),
        with_value([1], "spans", 0, "nodes"),
        with_value([1, 2, 3, 4], "spans", 0, "nodes"),
        with_value([], "spans", 0, "line"),
        with_value([[9.0, 47.0], [1e9, 47.0]], "spans", 0, "line"),
        with_value([[9.0, 47.0], [float("nan"), 47.0]], "spans", 0, "line"),
        with_value([[9.0, 47.0], [60.0, 47.0]], "spans", 1, "line"),
        with_value("banana", "shape"),
        with_value("banana", "closing", "method"),
        with_value(0, "laps"),
        with_value(2.5, "laps"),
        with_value(True, "laps"),
        with_value(-5.0, "lead_in_m"),
        with_value(float("nan"), "lead_in_m"),
        with_value(float("nan"), "closing", "length_m"),
        with_value(9, "closing", "finish", "lap"),
        with_value({"lap": 0, "span": 0, "part": 0.25}, "closing", "finish"),
    ],
)
def test_what_is_no_route_is_refused(wrong: dict[str, Any]) -> None:
    assert route_of_entry(json.loads(json.dumps(WHOLE))).spans
    with pytest.raises((KeyError, TypeError, ValueError)):
        route_of_entry(wrong)
