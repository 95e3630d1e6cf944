"""A way as moves along edges, and how the back and forth of noise is taken out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

__all__ = ["SHORTEST_TURN_M", "Move", "without_spurs"]

SHORTEST_TURN_M = 30.0
"""A way that turns back sooner than this is the noise of a receiver, not a turnaround of a race."""

_SAME_M = 1e-6


@dataclass(frozen=True, slots=True)
class Move:
    """A way along one edge.

    Parameters
    ----------
    edge : int
    from_m, to_m : float
        Distances from the start of the edge.
    """

    edge: int
    from_m: float
    to_m: float

    @property
    def length_m(self) -> float:
        """How far it goes."""
        return abs(self.to_m - self.from_m)

    def goes_on(self, other: Move) -> bool:
        """Tell whether another move goes on along the edge the same way."""
        same_way = (self.to_m >= self.from_m) == (other.to_m >= other.from_m)
        return self.edge == other.edge and same_way and abs(self.to_m - other.from_m) < _SAME_M

    def turns_back(self, other: Move) -> bool:
        """Tell whether another move goes back the way that this one came."""
        same_way = (self.to_m >= self.from_m) == (other.to_m >= other.from_m)
        return self.edge == other.edge and not same_way and abs(self.to_m - other.from_m) < _SAME_M


def without_spurs(moves: Sequence[Move]) -> list[Move]:
    """Take out what turns back within `SHORTEST_TURN_M`, and join moves that go on along an edge.

    Parameters
    ----------
    moves : sequence of Move
        Each begins where the one before it ends; at least one of them has a length.

    Returns
    -------
    list of Move
        A way from the same start to the same end.
    """
    way: list[Move] = []
    for move in moves:
        if move.length_m < _SAME_M and way:
            continue
        _append(way, move)
    at = 0
    while at < len(way) - 1:
        depth_m, pairs = _spur(way, at)
        if 0.0 < depth_m < SHORTEST_TURN_M:
            at = _cut(way, at, pairs)
        else:
            at += 1
    return [move for move in way if move.length_m >= _SAME_M] or list(moves)


def _append(way: list[Move], move: Move) -> None:
    if way and (way[-1].goes_on(move) or way[-1].length_m < _SAME_M) and way[-1].edge == move.edge:
        way[-1] = replace(way[-1], to_m=move.to_m)
    else:
        way.append(move)


def _spur(way: Sequence[Move], at: int) -> tuple[float, int]:
    """Give how far the way turns back on itself behind move `at`, and over how many moves."""
    depth_m, pairs = 0.0, 0
    while at - pairs >= 0 and at + 1 + pairs < len(way):
        there, back = way[at - pairs], way[at + 1 + pairs]
        if pairs == 0 and not there.turns_back(back):
            break
        is_mirror = there.edge == back.edge and abs(there.to_m - back.from_m) < _SAME_M
        if not is_mirror or (there.to_m >= there.from_m) == (back.to_m >= back.from_m):
            break
        depth_m += min(there.length_m, back.length_m)
        pairs += 1
        if abs(there.length_m - back.length_m) >= _SAME_M:
            break
    return depth_m, pairs


def _cut(way: list[Move], at: int, pairs: int) -> int:
    """Take a spur of so many moves there and back out of a way; gives where to look on."""
    there, back = way[at - pairs + 1], way[at + pairs]
    rest = Move(there.edge, there.from_m, back.to_m)
    before = at - pairs + 1
    way[before : at + pairs + 1] = [rest] if rest.length_m >= _SAME_M else []
    # What is left may go on with its neighbours, or turn back on them.
    for place in (before, before - 1):
        if 0 <= place < len(way) - 1 and way[place].goes_on(way[place + 1]):
            way[place : place + 2] = [replace(way[place], to_m=way[place + 1].to_m)]
    return max(before - 2, 0)
