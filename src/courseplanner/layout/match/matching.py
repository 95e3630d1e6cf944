"""Matches a track to roads, through the noise of its receiver.

A hidden Markov model after Newson and Krumm (Hidden Markov map matching through noise and sparseness,
ACM GIS 2009): the farther a road from a point, the less likely it is, and so is a way along roads that is
much longer or shorter than the track between two points. Runners don't mind one-way streets, and turn
round where they like. Where no road is near, or no way leads on, there is a gap, reported and not guessed.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.layout.line.kernels_network import neighbours
from courseplanner.layout.line.line import EdgeStretch, Line
from courseplanner.layout.line.network import ends_of
from courseplanner.layout.line.spans.node_spans import walked_on_spans, with_shapes
from courseplanner.layout.line.spans.way_nodes import WayNodes
from courseplanner.layout.match.kernels_matching import most_likely, moves_between
from courseplanner.layout.match.moves import Move, without_spurs
from courseplanner.layout.match.spacing import calmed, filled, thinned
from courseplanner.measure.geometry.geodesy import Plane, chainages_m
from courseplanner.model.course.match import Match
from courseplanner.model.course.stretch import Stretch
from courseplanner.model.course.track import LONGEST_STRAIGHT_M
from courseplanner.model.network.roads import RoadNetwork
from courseplanner.model.route.route import Route, Span, Straight
from courseplanner.roads.ground import Ground

__all__ = ["match_track", "matched_edges"]

_FIRST_SPACING_M = 10.0
_LEAST_NOISE_M, _MOST_NOISE_M = 3.0, 15.0
_SPACING_NOISES = 2.0
"""Points nearer to each other than so many standard deviations tell of the noise, not of the way."""
_REACH_NOISES = 4.0
_LEAST_REACH_M = 30.0
_MOST_CANDIDATES = 10
_ROUTE_TIMES, _ROUTE_MORE_M = 3.0, 150.0
"""No way along roads is longer than so many times the straight distance, and so much more."""
_BETA_M = 8.0
"""Scale of the difference between the way along roads and the straight distance; the best of 3 to 12 m
on random walks (docs/decisions/0009)."""
_SHORTEST_CHAIN_M = 100.0
"""What is matched for less than this between two gaps is chance: points that strayed near a road."""
_ENDS_WITHIN_M = 30.0
"""Start and finish may lie this far from the first and last matched point without being a gap."""
_MAD_TO_SIGMA = 1.4826
_WHOLE_EDGE = 0.9
"""A track that follows so much of an edge, follows it from end to end."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Chain:
    """Points in a row that were matched to roads, one after the other: their edges, and where on them."""

    point: Ints
    edge: Ints
    at_m: Floats
    away_m: Floats


class _Roads:
    """A network made ready for matching."""

    def __init__(self, roads: RoadNetwork, plane: Plane) -> None:
        self.roads = roads
        self.ways = WayNodes(roads)
        self.length_m = roads.edge_length_mm / 1000.0
        x, y = plane.xy(roads.point_lon, roads.point_lat)
        of_edge = np.repeat(np.arange(roads.edge_count), np.diff(roads.point_start))
        self.lines: NDArray[np.object_] = np.asarray(
            shapely.linestrings(np.column_stack((x, y)), indices=of_edge), dtype=np.object_
        )
        self.tree = shapely.STRtree(self.lines)
        usable = np.ones(roads.edge_count, dtype=np.bool_)
        self.first, self.order = neighbours(roads.node_count, *ends_of(roads), usable)


class _Followed(NamedTuple):
    """The points of a track that were kept, in the plane, and the chains that they were matched to."""

    near: _Roads
    kept: Ints
    x: Floats
    y: Floats
    chains: list[_Chain]


def _followed(ground: Ground, lon: Floats, lat: Floats) -> _Followed:
    """Match a track; without chains where it follows no road at all."""
    plane = Plane(float(lon.mean()), float(lat.mean()))
    x, y = plane.xy(lon, lat)
    near = _Roads(ground.roads, plane)
    noise_m = _noise(near, x, y)
    spacing_m = max(_FIRST_SPACING_M, _SPACING_NOISES * (noise_m or 0.0))
    span = round(len(x) / len(thinned(x, y, spacing_m)))
    x, y = calmed(x, span), calmed(y, span)
    kept = thinned(x, y, spacing_m)
    x, y = x[kept], y[kept]
    return _Followed(near, kept, x, y, [] if noise_m is None else _chains(near, x, y, noise_m))


def match_track(
    ground: Ground, lon: Floats, lat: Floats, *, longest_straight_m: float = LONGEST_STRAIGHT_M
) -> Match | None:
    """Find the roads that a track follows.

    Parameters
    ----------
    ground : Ground
        At least the roads around the track.
    lon, lat : float64 (n,)
        The track in running order, WGS 84 degrees; at least two points.
    longest_straight_m : float, optional
        Up to this length a step from one point to the next is a straight line that was run; nobody knows the
        way between points that are farther apart. A drawn line is straight at any length.

    Returns
    -------
    Match or None
        `None` where it follows no road at all.
    """
    lon, lat = filled(lon, lat, longest_straight_m)
    found = _followed(ground, lon, lat)
    if not found.chains:
        return None
    away_m = np.concatenate([chain.away_m for chain in found.chains])
    pieces = [_piece_of(found.near, chain, found.x, found.y) for chain in found.chains]
    spans, gaps, length_m = _joined(lon, lat, found.kept, found.chains, pieces)
    off_m = sum(gap.to_m - gap.from_m for gap in gaps)
    return Match(
        route=Route("point-to-point", spans),
        gaps=gaps,
        share=1.0 - off_m / length_m if length_m else 0.0,
        rms_m=float(np.sqrt(np.mean(away_m**2))),
        most_m=float(np.quantile(away_m, 0.95)),
        stray_m=_longest_stray_m(found),
    )


def _longest_stray_m(found: _Followed) -> float:
    """Give the longest way over a single point that was left out between two that were matched."""
    along_m = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(found.x), np.diff(found.y)))))
    ways_m = [
        way_m
        for chain in found.chains
        for way_m, step in zip(np.diff(along_m[chain.point]), np.diff(chain.point), strict=True)
        if step == 2
    ]
    return float(max(ways_m, default=0.0))


def _noise(near: _Roads, x: Floats, y: Floats) -> float | None:
    """Estimate the noise of a track by its distance from roads: 1.4826 times the median (Newson, Krumm)."""
    kept = thinned(x, y, _FIRST_SPACING_M)
    points = shapely.points(x[kept], y[kept])
    found, away_m = near.tree.query_nearest(
        points, max_distance=4.0 * _MOST_NOISE_M, return_distance=True, all_matches=False
    )
    if not found.size:
        return None
    return float(np.clip(_MAD_TO_SIGMA * np.median(away_m), _LEAST_NOISE_M, _MOST_NOISE_M))


def _chains(near: _Roads, x: Floats, y: Floats, noise_m: float) -> list[_Chain]:
    """Match the points; those that strayed, and so break the way, are left out and the rest tried again."""
    use = np.arange(len(x))
    while True:
        candidates = _candidates(near, x[use], y[use], noise_m)
        has_some = np.diff(candidates[0]) > 0
        if not has_some.any():
            return []
        if not has_some.all():
            use = use[has_some]
            continue
        chains = [
            chain
            for run in _runs(use, x, y)
            for chain in _matched(near, run, x, y, _candidates(near, x[run], y[run], noise_m))
        ]
        lengths_m = [float(np.hypot(np.diff(x[c.point]), np.diff(y[c.point])).sum()) for c in chains]
        stray = [c for c, m in zip(chains, lengths_m, strict=True) if m < _SHORTEST_CHAIN_M]
        if not stray:
            return chains
        use = np.setdiff1d(use, np.concatenate([c.point for c in stray]))
        if not len(use):
            return []


def _runs(use: Ints, x: Floats, y: Floats) -> list[Ints]:
    """Part points where the track was off all roads for long: no way along roads may stand in for it.

    Of a single point that is left out only the way past it counts, for a receiver may throw one far away.
    """
    along_m = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))))
    left_out = np.diff(use) - 1
    past_m = np.hypot(np.diff(x[use]), np.diff(y[use]))
    way_m = np.where(left_out == 1, past_m, np.diff(along_m[use]))
    is_off = (left_out > 0) & (way_m > _SHORTEST_CHAIN_M)
    return [run for run in np.split(use, np.flatnonzero(is_off) + 1) if len(run) > 1]


def _candidates(near: _Roads, x: Floats, y: Floats, noise_m: float) -> tuple[Ints, Ints, Floats, Floats]:
    """Give the edges near each point: first of each point, edge, where on it, and how far off it is."""
    points = np.asarray(shapely.points(x, y), dtype=np.object_)
    reach_m = max(_LEAST_REACH_M, _REACH_NOISES * noise_m)
    point, edge = near.tree.query(points, predicate="dwithin", distance=reach_m)
    away_m = np.asarray(shapely.distance(points[point], near.lines[edge]))
    in_order = np.lexsort((edge, away_m, point))
    point, edge, away_m = point[in_order], edge[in_order], away_m[in_order]
    start = np.searchsorted(point, np.arange(len(x)))
    nearest = np.arange(len(point)) - start[point] < _MOST_CANDIDATES
    point, edge, away_m = point[nearest], edge[nearest], away_m[nearest]
    part = shapely.line_locate_point(near.lines[edge], points[point], normalized=True)
    at_m = np.nan_to_num(part) * near.length_m[edge]
    return np.searchsorted(point, np.arange(len(x) + 1)), edge, at_m, away_m / noise_m


def _matched(
    near: _Roads, use: Ints, x: Floats, y: Floats, candidates: tuple[Ints, Ints, Floats, Floats]
) -> list[_Chain]:
    first, edge, at_m, noises = candidates
    roads = near.roads
    straight_m = np.hypot(np.diff(x[use]), np.diff(y[use]))
    chosen, breaks = most_likely(
        near.first, near.order, roads.edge_from, roads.edge_to, near.length_m,
        first, edge, at_m, 0.5 * noises**2, straight_m, _BETA_M, _ROUTE_TIMES, _ROUTE_MORE_M,
    )  # fmt: skip
    line = shapely.points(x[use], y[use])
    away_m = np.asarray(shapely.distance(line, near.lines[edge[chosen]]))
    bounds = [*np.flatnonzero(breaks).tolist(), len(use)]
    return [
        _Chain(use[a:b], edge[chosen[a:b]], at_m[chosen[a:b]], away_m[a:b])
        for a, b in itertools.pairwise(bounds)
    ]


def matched_edges(ground: Ground, lon: Floats, lat: Floats) -> list[Ints]:
    """Find the edges that a track follows from end to end.

    Parameters
    ----------
    ground, lon, lat
        As for `match_track`.

    Returns
    -------
    list of int64 (n,)
        In running order, each joined to the one before; one array for each part without a gap.
    """
    found = _followed(ground, lon, lat)
    runs: list[list[int]] = []
    for chain in found.chains:
        runs.append([])
        along = _stretches_of(found.near, chain, found.x, found.y)
        for edge, stretches in itertools.groupby(along, lambda one: one.edge):
            if sum(abs(one.b - one.a) for one in stretches) >= _WHOLE_EDGE:
                runs[-1].append(edge)
            else:
                runs.append([])
    return [np.array(run, dtype=np.int64) for run in runs if run]


def _piece_of(near: _Roads, chain: _Chain, x: Floats, y: Floats) -> tuple[tuple[Span, ...], Line]:
    """Lay a chain along its roads: the spans of its route, and its line."""
    spans, walked = walked_on_spans(near.ways, _stretches_of(near, chain, x, y))
    return with_shapes(spans, walked), walked.line


def _stretches_of(near: _Roads, chain: _Chain, x: Floats, y: Floats) -> list[EdgeStretch]:
    """Give the parts of edges that a chain runs over; short ways back and forth are taken for noise."""
    roads = near.roads
    straight_m = np.hypot(np.diff(x[chain.point]), np.diff(y[chain.point]))
    edge, from_m, to_m = moves_between(
        near.first, near.order, roads.edge_from, roads.edge_to, near.length_m,
        chain.edge, chain.at_m, straight_m, _ROUTE_TIMES, _ROUTE_MORE_M,
    )  # fmt: skip
    moves = [Move(*move) for move in zip(edge.tolist(), from_m.tolist(), to_m.tolist(), strict=True)]
    stretches = []
    for move in without_spurs(moves):
        whole_m = max(float(near.length_m[move.edge]), 1e-9)
        stretches.append(
            EdgeStretch(move.edge, min(move.from_m / whole_m, 1.0), min(move.to_m / whole_m, 1.0))
        )
    return stretches


def _joined(
    lon: Floats,
    lat: Floats,
    kept: Ints,
    chains: Sequence[_Chain],
    pieces: Sequence[tuple[tuple[Span, ...], Line]],
) -> tuple[tuple[Span | Straight, ...], tuple[Stretch, ...], float]:
    """Put the pieces together, with the track itself where it follows no road.

    Returns
    -------
    spans : tuple of Span or Straight
    gaps : tuple of Stretch
        Where the track follows no road, along all of them.
    length_m : float
    """
    spans: list[Span | Straight] = []
    gaps: list[Stretch] = []
    done, done_m = 0, 0.0
    before: Line | None = None
    for chain, (of_piece, line) in zip(chains, pieces, strict=True):
        begin, end = int(kept[chain.point[0]]), int(kept[chain.point[-1]])
        if before is not None or _length_m(lon[: begin + 1], lat[: begin + 1]) > _ENDS_WITHIN_M:
            done_m = _draw(
                spans, gaps, done_m, _drawn(before, lon[done : begin + 1], lat[done : begin + 1], line)
            )
        spans += of_piece
        done_m += line.length_m
        done, before = end, line
    if _length_m(lon[done:], lat[done:]) > _ENDS_WITHIN_M:
        done_m = _draw(spans, gaps, done_m, _drawn(before, lon[done:], lat[done:], None))
    return tuple(spans), tuple(gaps), done_m


def _draw(
    spans: list[Span | Straight], gaps: list[Stretch], from_m: float, line: tuple[tuple[float, float], ...]
) -> float:
    """Add a straight that begins at a chainage, unless it is none; give the chainage at its end."""
    if len(line) < 2:
        return from_m
    spans.append(Straight(line))
    gaps.append(Stretch(from_m, from_m + _shape_m(line)))
    return gaps[-1].to_m


def _drawn(
    before: Line | None, lon: Floats, lat: Floats, after: Line | None
) -> tuple[tuple[float, float], ...]:
    """Draw a track from the road before it to the road after it."""
    points = list(zip(lon.tolist(), lat.tolist(), strict=True))
    if before is not None:
        points.insert(0, (float(before.lon[-1]), float(before.lat[-1])))
    if after is not None:
        points.append((float(after.lon[0]), float(after.lat[0])))
    return tuple(point for k, point in enumerate(points) if k == 0 or point != points[k - 1])


def _shape_m(points: Sequence[tuple[float, float]]) -> float:
    return _length_m(*(np.array(values) for values in zip(*points, strict=True)))


def _length_m(lon: Floats, lat: Floats) -> float:
    return float(chainages_m(lon, lat)[-1]) if len(lon) > 1 else 0.0
