"""Street webs: the tangle of a village, and the bent mesh of a town."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from make.chance import Chance
from make.curves import Point, SegmentIndex, distance, winding

__all__ = ["Spot", "mesh", "neighbour_edges", "scattered", "web"]

Allowed = Callable[[Point], bool]


class Spot:
    """A point of a web, which may sit on a road that is there already."""

    def __init__(self, at: Point, *, on_road: bool) -> None:
        self.at, self.on_road = at, on_road


def scattered(area: Callable[[], Point], spacing_m: float, tries: int) -> list[Point]:
    """Throw points that keep their distance from each other (dart throwing)."""
    taken: list[Point] = []
    cells: dict[tuple[int, int], list[Point]] = {}
    for _ in range(tries):
        p = area()
        i, j = int(p[0] // spacing_m), int(p[1] // spacing_m)
        near = (q for k in (i - 1, i, i + 1) for m in (j - 1, j, j + 1) for q in cells.get((k, m), ()))
        if all(distance(p, q) >= spacing_m for q in near):
            taken.append(p)
            cells.setdefault((i, j), []).append(p)
    return taken


def neighbour_edges(points: list[Point], longest_m: float, loose: float = 1.0) -> Iterator[tuple[int, int]]:
    """Join points to relative neighbours: those with no third point nearer to both (Toussaint 1980).

    `loose` below 1 lets more edges through, which makes more loops.
    """
    for i, a in enumerate(points):
        for j in range(i + 1, len(points)):
            far = distance(a, points[j])
            if far > longest_m:
                continue
            reach = far * loose
            if all(
                distance(a, c) >= reach or distance(points[j], c) >= reach
                for k, c in enumerate(points)
                if k not in (i, j)
            ):
                yield i, j


def _snapped(points: list[Point], roads: SegmentIndex, reach_m: float, apart_m: float) -> list[Spot]:
    spots: list[Spot] = []
    for p in points:
        found = roads.nearest(p, reach_m)
        at = found[1] if found else p
        if all(distance(at, spot.at) >= apart_m for spot in spots):
            spots.append(Spot(at, on_road=found is not None))
    return spots


def web(
    label: str, area: Callable[[Chance], Point], spacing_m: float, roads: SegmentIndex, allowed: Allowed
) -> list[list[Point]]:
    """Draw the lanes of a village about roads that are there already.

    Parameters
    ----------
    label : str
        Names the stream of chance.
    area : callable
        Draws a point of the village.
    spacing_m : float
        Distance between the corners of the web.
    roads : SegmentIndex
        Through roads; corners near them sit on them.
    allowed : callable
        Tells whether a corner may lie here.
    """
    chance = Chance("web " + label)
    thrown = [p for p in scattered(lambda: area(chance), spacing_m, 260) if allowed(p)]
    spots = _snapped(thrown, roads, 0.55 * spacing_m, 0.6 * spacing_m)
    lanes = []
    for i, j in neighbour_edges([spot.at for spot in spots], 2.3 * spacing_m, 0.96):
        a, b = spots[i], spots[j]
        middle = ((a.at[0] + b.at[0]) / 2.0, (a.at[1] + b.at[1]) / 2.0)
        if not (a.on_road and b.on_road and roads.distance_m(middle, 40.0) < 40.0) and allowed(middle):
            lanes.append(winding(a.at, b.at, chance, sway=0.1, step_m=45.0))
    if not any(spot.on_road for spot in spots) and spots:
        lanes += _access(spots, roads, chance)
    return lanes


def _access(spots: list[Spot], roads: SegmentIndex, chance: Chance) -> list[list[Point]]:
    reached = [
        (found[0], k, found[1]) for k, spot in enumerate(spots) if (found := roads.nearest(spot.at, 900.0))
    ]
    return [winding(spots[k].at, foot, chance) for _, k, foot in sorted(reached)[:2]]


def mesh(
    label: str,
    place: Callable[[float, float], Point],
    size: tuple[float, float, float, float],
    roads: SegmentIndex,
    allowed: Allowed,
) -> list[tuple[str, list[Point]]]:
    """Draw the streets of a town as a bent, broken mesh; each with the label of its row or column.

    Parameters
    ----------
    label : str
    place : callable
        From valley coordinates to the plane.
    size : tuple
        First and last `s`, first and last `t`, metres.
    roads, allowed
        As in `web`.
    """
    chance = Chance("mesh " + label)
    s_lines, t_lines = (
        _steps(size[0], size[1], 120.0, 235.0, chance),
        _steps(size[2], size[3], 95.0, 190.0, chance),
    )
    spots: dict[tuple[int, int], Spot] = {}
    for i, s in enumerate(s_lines):
        for j, t in enumerate(t_lines):
            p = place(s + 0.16 * (t - size[2]) + chance.bell(16.0), t + chance.bell(16.0))
            if not allowed(p):
                continue
            found = roads.nearest(p, 48.0)
            spots[i, j] = Spot(found[1] if found else p, on_road=found is not None)
    streets: list[tuple[str, list[Point]]] = []
    for j in range(len(t_lines)):
        streets += _chains(
            f"{label} row {j}", [(i, j) for i in range(len(s_lines))], spots, roads, allowed, chance
        )
    for i in range(len(s_lines)):
        streets += _chains(
            f"{label} column {i}", [(i, j) for j in range(len(t_lines))], spots, roads, allowed, chance
        )
    return streets


def _steps(first: float, last: float, low: float, high: float, chance: Chance) -> list[float]:
    steps = [first]
    while steps[-1] + high < last:
        steps.append(steps[-1] + chance.between(low, high))
    return steps


def _chains(
    name: str,
    keys: list[tuple[int, int]],
    spots: dict[tuple[int, int], Spot],
    roads: SegmentIndex,
    allowed: Allowed,
    chance: Chance,
) -> list[tuple[str, list[Point]]]:
    """Walk along a row or column of a mesh and give the stretches that are built."""
    chains: list[list[Point]] = [[]]
    for one, other in pairwise(keys):
        a, b = spots.get(one), spots.get(other)
        built = a is not None and b is not None and not chance.happens(0.17)
        if built and a is not None and b is not None:
            middle = ((a.at[0] + b.at[0]) / 2.0, (a.at[1] + b.at[1]) / 2.0)
            along = a.on_road and b.on_road and roads.distance_m(middle, 45.0) < 45.0
            built = not along and allowed(middle) and distance(a.at, b.at) > 25.0
        if built and a is not None and b is not None:
            piece = winding(a.at, b.at, chance, sway=0.035, step_m=80.0)
            chains[-1] = piece if not chains[-1] else chains[-1] + piece[1:]
        elif chains[-1]:
            chains.append([])
    return [(name, chain) for chain in chains if chain]
