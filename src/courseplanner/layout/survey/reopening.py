"""Finds the roads of a route again, also on a newer extract than the one that it was laid on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from courseplanner.base.i18n import text
from courseplanner.layout.line.ground_cache import Kept, plane_of, way_nodes_for
from courseplanner.layout.line.line import EdgeStretch, stretch_points
from courseplanner.layout.line.spans.node_spans import span_stretches
from courseplanner.layout.line.spans.same_shape import WITHIN_M, ShapeFinder, off_m
from courseplanner.layout.line.spans.straights import with_straights
from courseplanner.layout.line.spans.way_nodes import Way
from courseplanner.layout.line.walked import Walked, walked_of
from courseplanner.measure.geometry.geodesy import distance_m
from courseplanner.model.route.route import Route, Span
from courseplanner.model.route.span_problem import SpanProblem, SpanTrouble
from courseplanner.roads.ground import Ground

__all__ = ["MOVED_M", "reopened"]

MOVED_M = 5.0
"""A road that lies farther than this from where it was has moved."""
_JOINED_M = 0.05
_FEWEST_POINTS = 2
_APART_M = 1.0
"""Spans that end so far from each other no longer join."""

Shape = Sequence[tuple[float, float]]
_finders: Kept[ShapeFinder] = Kept()


@dataclass(slots=True)
class _Piece:
    """A span as it was found: stretches of edges, or a shape to be drawn."""

    stretches: list[EdgeStretch] = field(default_factory=list)
    drawn: Shape = ()


def reopened(ground: Ground, route: Route) -> tuple[Ground, Walked, tuple[SpanProblem, ...]]:
    """Put a route on the map.

    A span is found by its way and its nodes; where these are gone, by a road within 15 m of its shape; where
    there is none, it is drawn as it was, along no road. So the rest of the route stays of use.

    Parameters
    ----------
    ground : Ground
    route : Route

    Returns
    -------
    ground : Ground
        With what follows no road beside its roads.
    walked : Walked
        Without heights.
    problems : tuple of SpanProblem
        What is not as it was, in running order.
    """
    pieces, problems = _found(ground, route)
    hops = list(_hops(ground, route, pieces, problems))
    drawn = [piece.drawn for piece in pieces if piece.drawn]
    lines = [*drawn, *(line for _, line in hops)]
    wider, edges = with_straights(ground, lines)
    of_drawn, of_hops = iter(edges[: len(drawn)]), iter(edges[len(drawn) :])
    for piece in pieces:
        if piece.drawn:
            piece.stretches = [EdgeStretch(next(of_drawn), 0.0, 1.0)]
    for at, _ in hops:
        # A hop belongs to the span before it, so that positions on the others stay what they are.
        pieces[at].stretches.append(EdgeStretch(next(of_hops), 0.0, 1.0))
    return wider, walked_of(wider.roads, [piece.stretches for piece in pieces]), tuple(problems)


def _found(ground: Ground, route: Route) -> tuple[list[_Piece], list[SpanProblem]]:
    ways, is_same = way_nodes_for(ground), route.made_on == ground.key
    pieces: list[_Piece] = []
    problems: list[SpanProblem] = []
    for index, span in enumerate(route.spans):
        if not isinstance(span, Span):
            pieces.append(_Piece(drawn=span.line))
            continue
        stretches = span_stretches(ways, span)
        if stretches is None:
            piece, gone = _by_shape(ground, index, span)
            pieces.append(piece)
            problems.append(gone)
            continue
        moved = None if is_same else _moved(ground, index, span, stretches)
        if moved is not None and moved.off_m is not None and moved.off_m > WITHIN_M:
            # Its nodes may lead another way round now: a road of its shape is the better one.
            piece, renamed = _by_shape(ground, index, span)
            if renamed.trouble is SpanTrouble.RENAMED:
                pieces.append(piece)
                problems.append(renamed)
                continue
            stretches = _nearest(ground, span, ways.way(span.way)) or stretches
            moved = _moved(ground, index, span, stretches)
        pieces.append(_Piece(list(stretches)))
        if moved is not None:
            problems.append(moved)
    if problems and not any(piece.stretches for piece in pieces):
        problems = [_other_map(route)]
    return pieces, problems


def _by_shape(ground: Ground, index: int, span: Span) -> tuple[_Piece, SpanProblem]:
    if len(span.line) < _FEWEST_POINTS:
        words = text(
            "span {span}: way {way} or its nodes are gone, and it has no shape", span=index + 1, way=span.way
        )
        return _Piece(), SpanProblem(SpanTrouble.GONE, index, span.way, np.nan, np.nan, None, words)
    finder = _finders.get(ground.key, lambda: ShapeFinder(ground.roads, plane_of(ground)))
    found = finder.find(span.line)
    if found is not None:
        words = text(
            "span {span}: way {way} or its nodes are gone from the map; the road there, up to {off:.1f} m "
            "beside it, is taken for it, at {lon:.5f}, {lat:.5f}",
            span=index + 1, way=span.way, off=found.off_m, lon=span.line[0][0], lat=span.line[0][1],
        )  # fmt: skip
        problem = SpanProblem(SpanTrouble.RENAMED, index, span.way, *span.line[0], found.off_m, words)
        return _Piece(list(found.stretches)), problem
    words = text(
        "span {span}: way {way} or its nodes are gone from the map, and no road follows its shape within "
        "15 m: it is drawn as it was, at {lon:.5f}, {lat:.5f}",
        span=index + 1, way=span.way, lon=span.line[0][0], lat=span.line[0][1],
    )  # fmt: skip
    return _Piece(drawn=span.line), SpanProblem(SpanTrouble.GONE, index, span.way, *span.line[0], None, words)


def _nearest(ground: Ground, span: Span, way: Way | None) -> tuple[EdgeStretch, ...] | None:
    """Give the way along an OSM way, between the nodes of a span, that lies nearest to its shape."""
    paths = [] if way is None else way.paths(span.from_node, span.to_node)
    found = [path.cut(span.from_part, span.to_part).stretches() for path in paths]
    return min(found, key=lambda stretches: _off_m(ground, span, stretches), default=None)


def _off_m(ground: Ground, span: Span, stretches: Sequence[EdgeStretch]) -> float:
    parts = [stretch_points(ground.roads, stretch) for stretch in stretches]
    lon, lat = (np.concatenate([part[at] for part in parts]) for at in (0, 1))
    return off_m(plane_of(ground), span.line, lon, lat)


def _moved(ground: Ground, index: int, span: Span, stretches: Sequence[EdgeStretch]) -> SpanProblem | None:
    if len(span.line) < _FEWEST_POINTS:
        return None
    away_m = _off_m(ground, span, stretches)
    if away_m <= MOVED_M:
        return None
    words = text(
        "span {span}: way {way} was moved on the map, by up to {off:.0f} m, at {lon:.5f}, {lat:.5f}",
        span=index + 1, way=span.way, off=away_m, lon=span.line[0][0], lat=span.line[0][1],
    )  # fmt: skip
    return SpanProblem(SpanTrouble.MOVED, index, span.way, *span.line[0], away_m, words)


def _other_map(route: Route) -> SpanProblem:
    lon, lat = next((span.line[0] for span in route.spans if span.line), (np.nan, np.nan))
    words = text(
        "none of the roads of the route is on this map: it was made on another one, from {lon:.5f}, "
        "{lat:.5f} on",
        lon=lon, lat=lat,
    )  # fmt: skip
    return SpanProblem(SpanTrouble.OTHER_MAP, None, None, lon, lat, None, words)


def _hops(
    ground: Ground, route: Route, pieces: Sequence[_Piece], problems: list[SpanProblem]
) -> Iterator[tuple[int, Shape]]:
    """Give straights from spans to the next where these do not join: the index of the first, and the line."""
    there_are = [at for at, piece in enumerate(pieces) if piece.stretches or piece.drawn]
    onward = [*there_are[1:], *(there_are[:1] if route.is_ring else ())]
    for at, following in zip(there_are, onward, strict=False):
        (_, here), (there, _) = _ends(ground, pieces[at]), _ends(ground, pieces[following])
        away_m = 0.0 if here == there else distance_m(*here, *there)
        if away_m <= _JOINED_M:
            continue
        yield at, (here, there)
        if away_m > _APART_M and pieces[at].stretches and pieces[following].stretches:
            span = route.spans[at]
            words = text(
                "span {span} ends {off:.0f} m from where the next one begins, at {lon:.5f}, {lat:.5f}",
                span=at + 1, off=away_m, lon=here[0], lat=here[1],
            )  # fmt: skip
            way = span.way if isinstance(span, Span) else None
            problems.append(SpanProblem(SpanTrouble.APART, at, way, *here, away_m, words))


def _ends(ground: Ground, piece: _Piece) -> tuple[tuple[float, float], tuple[float, float]]:
    if piece.drawn:
        return piece.drawn[0], piece.drawn[-1]
    first = stretch_points(ground.roads, piece.stretches[0])
    last = stretch_points(ground.roads, piece.stretches[-1])
    return (float(first[0][0]), float(first[1][0])), (float(last[0][-1]), float(last[1][-1]))
