"""From stretches of edges to spans of OSM ways, which outlive the extract, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.layout.line.line import EdgeStretch, Line
from courseplanner.layout.line.spans.way_nodes import Way, WayNodes
from courseplanner.layout.line.walked import Walked, quantized, walked_of
from courseplanner.model.route.route import Span

__all__ = ["node_spans", "shape_of", "span_stretches", "walked_on_spans", "with_shapes"]

_SAME_PART = 1e-9
_WHOLE = frozenset({(0.0, 1.0), (1.0, 0.0)})
_SIMPLIFIED_M = 2.0
_STRAIGHT_POINTS = 2
_DEGREE_M = 111_320.0

Floats = NDArray[np.float64]


@dataclass(slots=True)
class _Run:
    """Stretches in a row on one OSM way, the same way along it: whole edges, or a part of one.

    Parameters
    ----------
    way_id : int
    way : Way
    first, last : int
        Indices among the edges of the way.
    from_part, to_part : float
        Where it begins on the first of them, and ends on the last.
    held : list of EdgeStretch
        Its stretches, with their parts as a route holds them.
    """

    way_id: int
    way: Way
    first: int
    last: int
    from_part: float
    to_part: float
    held: list[EdgeStretch]

    @property
    def is_forward(self) -> bool:
        return self.from_part < self.to_part

    @property
    def is_whole(self) -> bool:
        return abs(self.to_part - self.from_part) == 1.0

    def goes_on(self, other: _Run) -> bool:
        """Take the next run in, where it goes on along the same edge."""
        if self.way_id != other.way_id or self.first != other.first or self.is_forward != other.is_forward:
            return False
        if abs(self.to_part - other.from_part) > _SAME_PART:
            return False
        self.to_part = other.to_part
        self.held = list(self.way.edges[self.first].stretches(self.from_part, self.to_part))
        return True

    def joins(self, other: _Run) -> bool:
        """Take the next run in, where it goes on along the same way, and both are whole edges."""
        if self.way_id != other.way_id or self.is_forward != other.is_forward or not self.way.is_simple:
            return False
        one, after = (self.last, other.first) if self.is_forward else (other.first, self.last)
        if not (self.is_whole and other.is_whole) or self.way.next_of.get(one) != after:
            return False
        self.last = other.last
        self.held += other.held
        return True

    def span(self) -> Span:
        begin, end = self.way.edges[self.first], self.way.edges[self.last]
        forward = self.is_forward
        nodes = begin.nodes if forward else begin.nodes[::-1]
        via = nodes[1] if not self.way.is_simple and len(nodes) > 2 else None
        to_node = end.nodes[-1] if forward else end.nodes[0]
        parts = (self.from_part, self.to_part) if forward else (1.0 - self.from_part, 1.0 - self.to_part)
        return Span(self.way_id, nodes[0], to_node, via, *parts)


def node_spans(
    ways: WayNodes, stretches: Sequence[EdgeStretch]
) -> list[tuple[Span, tuple[EdgeStretch, ...]]]:
    """Name stretches by ways and nodes.

    Returns
    -------
    list of (Span, tuple of EdgeStretch)
        In running order, without shapes; beside each span its stretches: those given, with their parts as a
        route holds them.
    """
    runs: list[_Run] = []
    for stretch in stretches:
        way_id, way, index = ways.way_of_edge(stretch.edge)
        edge = way.edges[index]
        if edge.is_uncut and (stretch.a, stretch.b) in _WHOLE:
            runs.append(_Run(way_id, way, index, index, stretch.a, stretch.b, [stretch]))
            continue
        a, b = (quantized(edge.part_of(stretch.edge, part)) for part in (stretch.a, stretch.b))
        if a != b:
            runs.append(_Run(way_id, way, index, index, a, b, list(edge.stretches(a, b))))
    # First parts of one edge, for only whole edges join.
    runs = _joined(_joined(runs, _Run.goes_on), _Run.joins)
    return [(run.span(), tuple(run.held)) for run in runs]


def _joined(runs: Sequence[_Run], takes: Callable[[_Run, _Run], bool]) -> list[_Run]:
    """Let runs take in those that follow."""
    kept: list[_Run] = []
    for run in runs:
        if not (kept and takes(kept[-1], run)):
            kept.append(run)
    return kept


def span_stretches(ways: WayNodes, span: Span) -> tuple[EdgeStretch, ...] | None:
    """Find the stretches of a span by its way and its nodes; `None` where these are gone."""
    way = ways.way(span.way)
    path = None if way is None else way.path(span.from_node, span.to_node, span.via_node)
    return None if path is None else path.cut(span.from_part, span.to_part).stretches() or None


def walked_on_spans(ways: WayNodes, stretches: Sequence[EdgeStretch]) -> tuple[tuple[Span, ...], Walked]:
    """Name stretches by ways and nodes, and put them on the map as a route holds them."""
    named = node_spans(ways, stretches)
    return tuple(span for span, _ in named), walked_of(ways.roads, [held for _, held in named])


def with_shapes(spans: Sequence[Span], walked: Walked) -> tuple[Span, ...]:
    """Give spans their shapes on the line of a walk."""
    return tuple(
        Span(
            span.way,
            span.from_node,
            span.to_node,
            span.via_node,
            span.from_part,
            span.to_part,
            shape_of(walked.line, first, last),
        )
        for span, first, last in zip(
            spans, walked.span_ends[:-1].tolist(), walked.span_ends[1:].tolist(), strict=True
        )
    )


def shape_of(line: Line, first: int, last: int) -> tuple[tuple[float, float], ...]:
    """Give the shape of a line between two of its points: simplified to 2 m, to 7 decimals.

    A road between two nodes at one place is a point of the line: its shape begins and ends there.
    """
    lon, lat = line.lon[first : last + 1], line.lat[first : last + 1]
    if first == last:
        lon, lat = np.repeat(lon, _STRAIGHT_POINTS), np.repeat(lat, _STRAIGHT_POINTS)
    if len(lon) <= _STRAIGHT_POINTS:
        return tuple(zip(np.round(lon, 7).tolist(), np.round(lat, 7).tolist(), strict=True))
    east_m = _DEGREE_M * np.cos(np.radians(lat[0]))
    flat = np.column_stack((lon * east_m, lat * _DEGREE_M))
    kept = shapely.get_coordinates(shapely.LineString(flat).simplify(_SIMPLIFIED_M, preserve_topology=False))
    rows, at = [], 0
    for point in kept:
        at += int(np.argmax((flat[at:] == point).all(axis=1)))
        rows.append(at)
    return tuple(zip(np.round(lon[rows], 7).tolist(), np.round(lat[rows], 7).tolist(), strict=True))
