"""Lines of the map and how they come to share nodes where they meet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from make.curves import Point, SegmentIndex, crossing, distance, nearest_on, resampled, simplified

__all__ = ["Line", "bridged", "largest_component", "noded"]

Tags = dict[str, str]
_CELL_M = 60.0
_TOUCH_M = 2.5
_JUNCTION_M = 7.0


@dataclass
class Line:
    """One road, path, rail or stream before it is cut into ways.

    Parameters
    ----------
    points : list of (x, y)
        Metres in the plane.
    tags : dict of str
    level : int
        0 on the ground, where it joins what it meets; above on a bridge, below in a tunnel.
    keep : bool
        Never dropped, even where it hangs on nothing.
    """

    points: list[Point]
    tags: Tags
    level: int = 0
    keep: bool = False


def bridged(line: Line, river: SegmentIndex, clear_m: float, level: int = 1) -> list[Line]:
    """Cut a line where it is within `clear_m` of the river, and put that part on a bridge."""
    dense = resampled(line.points, max(6.0, min(14.0, clear_m / 4.0)))
    over = [river.distance_m(p, clear_m + 1.0) <= clear_m for p in dense]
    over[0] = over[-1] = False
    parts: list[Line] = []
    first = 0
    for k in range(1, len(dense)):
        if k == len(dense) - 1 or over[k] != over[k - 1]:
            piece = dense[first : k + 1]
            tags = dict(line.tags)
            if over[k - 1]:
                tags |= {"bridge": "yes", "layer": str(level)}
            parts.append(
                replace(
                    line,
                    points=simplified(piece, 1.0),
                    tags=tags,
                    level=level if over[k - 1] else 0,
                )
            )
            first = k
    return [part for part in parts if len(part.points) > 1]


class _Junctions:
    """Points where lines meet; those within a few metres are one."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Point]] = {}

    def near(self, p: Point, reach_m: float = _JUNCTION_M) -> Point | None:
        column, row = int(p[0] // _JUNCTION_M), int(p[1] // _JUNCTION_M)
        best: Point | None = None
        for i in (column - 1, column, column + 1):
            for j in (row - 1, row, row + 1):
                for q in self._cells.get((i, j), ()):
                    if distance(p, q) <= reach_m and (best is None or distance(p, q) < distance(p, best)):
                        best = q
        return best

    def put(self, p: Point) -> Point:
        known = self.near(p)
        if known is not None:
            return known
        p = (round(p[0], 2), round(p[1], 2))
        self._cells.setdefault((int(p[0] // _JUNCTION_M), int(p[1] // _JUNCTION_M)), []).append(p)
        return p


def noded(lines: list[Line]) -> list[Line]:
    """Give the lines with shared points where those on the ground meet or cross."""
    junctions = _Junctions()
    for line in lines:
        for end in (line.points[0], line.points[-1]):
            junctions.put(end)
    hits = _meetings(lines, junctions)
    result = []
    for number, line in enumerate(lines):
        points = _rebuilt(line, hits.get(number, {}), junctions)
        if len(points) > 1:
            result.append(replace(line, points=points))
    return result


Hits = dict[int, dict[int, list[tuple[float, Point]]]]


def _meetings(lines: list[Line], junctions: _Junctions) -> Hits:
    """Find where segments of lines on the ground meet: by line and segment, share and point."""
    cells: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for number, line in enumerate(lines):
        for k, (a, b) in enumerate(pairwise(line.points)):
            for i in range(int((min(a[0], b[0]) - 3) // _CELL_M), int((max(a[0], b[0]) + 3) // _CELL_M) + 1):
                for j in range(
                    int((min(a[1], b[1]) - 3) // _CELL_M), int((max(a[1], b[1]) + 3) // _CELL_M) + 1
                ):
                    cells.setdefault((i, j), []).append((number, k))
    hits: Hits = {}
    seen: set[tuple[int, int, int, int]] = set()
    for members in cells.values():
        for at, one in enumerate(members):
            for other in members[at + 1 :]:
                key = (*one, *other)
                if one[0] != other[0] and key not in seen:
                    seen.add(key)
                    _meet(lines, one, other, junctions, hits)
    return hits


def _meet(
    lines: list[Line], one: tuple[int, int], other: tuple[int, int], junctions: _Junctions, hits: Hits
) -> None:
    (na, ka), (nb, kb) = one, other
    line_a, line_b = lines[na], lines[nb]
    a0, a1 = line_a.points[ka], line_a.points[ka + 1]
    b0, b1 = line_b.points[kb], line_b.points[kb + 1]
    found: list[tuple[float, float, Point]] = []
    if line_a.level == 0 and line_b.level == 0:
        shares = crossing(a0, a1, b0, b1)
        if shares:
            t = shares[0]
            found.append((*shares, (a0[0] + (a1[0] - a0[0]) * t, a0[1] + (a1[1] - a0[1]) * t)))
        if ka == 0 or ka == len(line_a.points) - 2:
            found += _touches((a0, a1), (b0, b1))
        if kb == 0 or kb == len(line_b.points) - 2:
            found += [(along, share, p) for share, along, p in _touches((b0, b1), (a0, a1))]
    for share_a, share_b, p in found:
        q = junctions.put(p)
        hits.setdefault(na, {}).setdefault(ka, []).append((share_a, q))
        hits.setdefault(nb, {}).setdefault(kb, []).append((share_b, q))


def _touches(one: tuple[Point, Point], other: tuple[Point, Point]) -> list[tuple[float, float, Point]]:
    result = []
    for share, p in ((0.0, one[0]), (1.0, one[1])):
        foot, along = nearest_on(p, *other)
        if distance(p, foot) <= _TOUCH_M:
            result.append((share, along, p))
    return result


def _rebuilt(line: Line, hits: dict[int, list[tuple[float, Point]]], junctions: _Junctions) -> list[Point]:
    """Put the meeting points into a line and drop its own points that crowd them."""
    ends = [junctions.put(line.points[0]), junctions.put(line.points[-1])]
    fixed = {q for met in hits.values() for _, q in met} | set(ends)
    chain: list[Point] = []
    for k, p in enumerate(line.points):
        own = (
            ends[0] if k == 0 else ends[1] if k == len(line.points) - 1 else (round(p[0], 2), round(p[1], 2))
        )
        if own in fixed or all(distance(own, q) > _JUNCTION_M for q in _around(hits, k)):
            chain.append(own)
        for _, q in sorted(hits.get(k, [])):
            chain.append(q)
    points = [p for k, p in enumerate(chain) if k == 0 or p != chain[k - 1]]
    return _unspiked(points)


def _around(hits: dict[int, list[tuple[float, Point]]], k: int) -> list[Point]:
    return [q for _, q in hits.get(k - 1, [])] + [q for _, q in hits.get(k, [])]


def _unspiked(points: list[Point]) -> list[Point]:
    """Take out there-and-back spikes that snapping may leave."""
    result: list[Point] = []
    for p in points:
        if len(result) > 1 and result[-2] == p:
            result.pop()
        elif not result or result[-1] != p:
            result.append(p)
    return result


def largest_component(lines: list[Line]) -> list[Line]:
    """Give the lines that hang together in the largest network, and those to keep anyway."""
    parent: dict[Point, Point] = {}

    def root(p: Point) -> Point:
        while parent.setdefault(p, p) != p:
            parent[p] = parent[parent[p]]
            p = parent[p]
        return p

    for line in lines:
        for a, b in pairwise(line.points):
            parent[root(a)] = root(b)
    sizes: dict[Point, int] = {}
    for p in list(parent):
        sizes[root(p)] = sizes.get(root(p), 0) + 1
    largest = max(sizes, key=lambda p: (sizes[p], p))
    return [line for line in lines if line.keep or root(line.points[0]) == largest]
