"""Where a line crosses itself on the level: runners of two kilometres have to be led through each other.

A line that meets itself and leaves on the side that it came from only touches itself. Where it lies over
itself without a point in common, as on a bridge, it does not meet itself.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

__all__ = ["self_crossings"]

Floats = NDArray[np.float64]


def self_crossings(x: Floats, y: Floats) -> list[tuple[int, int]]:
    """Find where a line crosses itself at points that it has in common with itself.

    A stretch that is run twice, in either direction, is crossed once where the line comes to it from one side
    and leaves it to the other.

    Parameters
    ----------
    x, y : float64 (n,)
        In a plane; points that are the same lie at the same place exactly.

    Returns
    -------
    list of (int, int)
        The points of the earlier and of the later passage, in the order of the later one; of a stretch where
        the earlier passage comes to it.
    """
    where = np.asarray(x) + 1j * np.asarray(y)
    # Two points in one place are one.
    kept = np.flatnonzero(np.concatenate(([True], np.diff(where) != 0.0)))
    line = where[kept]
    return sorted(
        ((int(kept[i]), int(kept[j])) for i, j in _meetings(line) if _crosses(line, i, j)),
        key=lambda pair: (pair[1], pair[0]),
    )


def _meetings(line: NDArray[np.complex128]) -> Iterator[tuple[int, int]]:
    """Give pairs of inner points that lie in one place."""
    _, number, count = np.unique(line, return_inverse=True, return_counts=True)
    order = np.argsort(number, kind="stable")
    first = np.concatenate(([0], np.cumsum(count)))
    for place in np.flatnonzero(count > 1).tolist():
        at = [i for i in order[first[place] : first[place + 1]].tolist() if 0 < i < len(line) - 1]
        for later in range(1, len(at)):
            for earlier in range(later):
                yield at[earlier], at[later]


def _crosses(line: NDArray[np.complex128], i: int, j: int) -> bool:
    """Tell whether a line crosses itself at two points in one place, or on the stretch that begins there."""
    before, after = line[i - 1], line[i + 1]
    came, goes = line[j - 1], line[j + 1]
    if before == after or came == goes:
        return False  # it turns round there
    if came != before and goes == after:
        return _changes_sides(line, i, j, came, 1)
    if goes != before and came == after:
        return _changes_sides(line, i, j, goes, -1)
    if before in (came, goes):
        return False  # the end of a stretch, or in the middle of it
    return _is_left(came, before, line[i], after) != _is_left(goes, before, line[i], after)


def _changes_sides(line: NDArray[np.complex128], i: int, j: int, other: complex, way: int) -> bool:
    """Tell whether the later passage leaves a stretch on the other side than the one it came from.

    Parameters
    ----------
    line : complex128 (n,)
    i, j : int
        Where the stretch begins for the earlier passage.
    other : complex
        Where the later passage leads from there, off the stretch.
    way : int
        1 where both run the same way, else -1.
    """
    k = 1
    while line[i + k] == line[j + way * k]:
        k += 1
        # Runs to an end of the line, or round and round.
        if i + k >= len(line) or not 0 <= j + way * k < len(line) or i + k - 1 == j:
            return False
    begins = _is_left(other, line[i - 1], line[i], line[i + 1])
    return begins != _is_left(line[j + way * k], line[i + k - 2], line[i + k - 1], line[i + k])


def _is_left(point: complex, before: complex, here: complex, after: complex) -> bool:
    """Tell whether a point lies left of the way over three others."""
    turn = np.angle((before - here) / (after - here)) % (2.0 * np.pi)
    return bool(np.angle((point - here) / (after - here)) % (2.0 * np.pi) < turn)
