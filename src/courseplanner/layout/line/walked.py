"""The roads of a walk, as stretches of edges and as a line on the map."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.line.line import EdgeStretch, Line, line_of, stretch_points
from courseplanner.measure.geometry.geodesy import rounded
from courseplanner.model.network.roads import RoadNetwork
from courseplanner.model.route.route import Position

__all__ = ["PARTS", "Walked", "quantized", "walked_of"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_WHOLE = frozenset({(0.0, 1.0), (1.0, 0.0)})
PARTS = 2.0**40
"""Parts of a stretch are multiples of 1 / PARTS: then one less such a part is exact, and a stretch is the
same ground in both directions."""


def quantized(part: float) -> float:
    """Give the nearest part that a route can hold."""
    return min(max(round(part * PARTS) / PARTS, 0.0), 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Walked:
    """A walk on the map.

    Parameters
    ----------
    line : Line
        Along the middle of its roads.
    stretches : tuple of EdgeStretch
    stretch_ends : int64 (k + 1,)
        The points of the line at which the stretches begin and end.
    span_ends : int64 (s + 1,)
        The same of the spans of its route; each holds one stretch or several.
    """

    line: Line
    stretches: tuple[EdgeStretch, ...]
    stretch_ends: Ints
    span_ends: Ints

    def position_at(self, run: Line, at_m: float) -> Position:
        """Give the position at a chainage of a line that runs this one, once or several times."""
        ends = self._ends_on(run)
        at = int(np.clip(np.searchsorted(run.chainage_m[ends], at_m, side="right") - 1, 0, len(ends) - 2))
        begin_m, end_m = run.chainage_m[ends[at]], run.chainage_m[ends[at + 1]]
        lap, span = divmod(at, len(self.span_ends) - 1)
        return Position(lap, span, quantized(float((at_m - begin_m) / max(end_m - begin_m, 1e-9))))

    def chainage_of(self, run: Line, position: Position) -> float:
        """Give the chainage of a position on such a line, metres."""
        ends = self._ends_on(run)
        at = position.lap * (len(self.span_ends) - 1) + position.span
        begin_m, end_m = run.chainage_m[ends[at]], run.chainage_m[ends[at + 1]]
        return float(begin_m + position.part * (end_m - begin_m))

    def _ends_on(self, run: Line) -> Ints:
        last = len(self.line.lon) - 1
        laps = (len(run.lon) - 1) // last
        starts = last * np.arange(laps)
        return np.append((starts[:, None] + self.span_ends[:-1]).ravel(), last * laps)

    def with_line(self, line: Line) -> Walked:
        """Give the same with what else is known along its line."""
        return Walked(line, self.stretches, self.stretch_ends, self.span_ends)


def walked_of(roads: RoadNetwork, spans: Sequence[Sequence[EdgeStretch]]) -> Walked:
    """Put the stretches of spans on the map, each of which begins where the one before it ends.

    Parameters
    ----------
    roads : RoadNetwork
    spans : sequence of sequence of EdgeStretch
        At least one, and none is empty.
    """
    stretches = tuple(itertools.chain.from_iterable(spans))
    parts = [part for is_whole, group in itertools.groupby(stretches, _is_whole) for part in _points(
        roads, list(group), is_whole=is_whole
    )]  # fmt: skip
    lon, lat = (rounded(np.concatenate([part[at] for part in parts])) for at in (0, 1))
    counts = np.concatenate([part[2] for part in parts])
    # Each begins with the point that the one before it ends with.
    repeated = np.cumsum(counts)[:-1]
    lon, lat, steps = np.delete(lon, repeated), np.delete(lat, repeated), counts - 1
    edge = np.repeat(np.array([stretch.edge for stretch in stretches], dtype=np.int64), steps)
    # As `line_of` drops points that stand twice in a row, so do the ends move.
    moves = (np.diff(lon) != 0.0) | (np.diff(lat) != 0.0)
    ends = np.concatenate(([0], np.cumsum(moves)))[np.concatenate(([0], np.cumsum(steps)))]
    of_spans = np.concatenate(([0], np.cumsum([len(span) for span in spans])))
    return Walked(line_of(lon, lat, edge), stretches, ends, ends[of_spans])


def _is_whole(stretch: EdgeStretch) -> bool:
    return (stretch.a, stretch.b) in _WHOLE


def _points(
    roads: RoadNetwork, stretches: Sequence[EdgeStretch], *, is_whole: bool
) -> Iterator[tuple[Floats, Floats, Ints]]:
    """Give the points of stretches, and how many each has: of whole edges all at once."""
    if not is_whole:
        for stretch in stretches:
            lon, lat = stretch_points(roads, stretch)
            yield lon, lat, np.array([len(lon)])
        return
    edge = np.array([stretch.edge for stretch in stretches])
    forward = np.array([stretch.a == 0.0 for stretch in stretches])
    first, last = roads.point_start[edge], roads.point_start[edge + 1] - 1
    count = last - first + 1
    along = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    at = np.repeat(np.where(forward, first, last), count) + np.repeat(np.where(forward, 1, -1), count) * along
    yield roads.point_lon[at], roads.point_lat[at], count
