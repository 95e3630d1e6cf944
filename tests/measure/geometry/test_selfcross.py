"""Where lines cross themselves, by hand and against a count that cuts plots of ground in two."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseplanner.measure.geometry.selfcross import self_crossings
from oracle.check_crossings import crossings_of

Points = list[tuple[float, float]]


def crossed(points: Points) -> list[tuple[int, int]]:
    x, y = np.array(points, dtype=np.float64).T
    return self_crossings(x, y)


WEST_RING: Points = [(-10, 0), (-20, 10), (-20, -10), (-10, -5)]
CASES: dict[str, tuple[Points, list[tuple[int, int]]]] = {
    "a figure of eight": ([(-10, 0), (0, 0), (10, 0), (10, 10), (0, 10), (0, 0), (0, -10)], [(1, 5)]),
    "touches itself": ([(-10, 0), (0, 0), (10, 0), (10, 10), (0, 10), (0, 0), (-5, 5)], []),
    "over itself without a point in common": ([(-10, 0), (10, 0), (10, 10), (0, 10), (0, -10)], []),
    "a stretch the same way, to the other side": (
        [(-10, 1), (0, 0), (10, 0), (20, -5), (20, 20), (-20, 20), (-10, -5), (0, 0), (10, 0), (20, 5)],
        [(1, 7)],
    ),
    "a stretch the same way, on one side": (
        [(-10, 1), (0, 0), (10, 0), (20, -5), (20, 20), (-20, 20), (-10, 5), (0, 0), (10, 0), (20, 5)],
        [],
    ),
    "a stretch against itself, to the other side": (
        [(-10, 1), (0, 0), (10, 0), (20, -5), (30, 0), (20, 5), (10, 0), (0, 0), (-10, -5)],
        [(1, 7)],
    ),
    "a stretch against itself, on one side": (
        [(-10, 1), (0, 0), (10, 0), (20, -5), (30, 0), (20, 5), (10, 0), (0, 0), (-10, 5)],
        [],
    ),
    "a stretch the same way after a hairpin": (
        [(4, 10), (0, 0), (7, 10), (14, 14), (24, 15), (3, -9), (-2, -9), (0, 0), (7, 10), (14, 14), (9, 35)],
        [(1, 7)],
    ),
    "round a cone and back": ([(-10, 0), (0, 0), (10, 0), (0, 0), (-10, 0)], []),
    "past its own start": ([(0, 0), (10, 0), (10, 10), (0, 10), (-5, 5), (0, 0), (10, 0)], []),
    "a point twice in a row": (
        [(-10, 0), (0, 0), (0, 0), (10, 0), (10, 10), (0, 10), (0, 0), (0, -10)],
        [(1, 6)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_by_hand(name: str) -> None:
    points, expected = CASES[name]
    assert crossed(points) == expected


@pytest.mark.parametrize("name", CASES)
def test_mirrored_turned_and_backwards_it_crosses_as_often(name: str) -> None:
    points, expected = CASES[name]
    assert len(crossed([(x, -y) for x, y in points])) == len(expected)
    assert len(crossed([(y, -x) for x, y in points])) == len(expected)
    assert len(crossed(points[::-1])) == len(expected)


@st.composite
def streets(draw: st.DrawFn) -> Points:
    """A walk along streets of a town with a few slanting ones, which seldom turns straight back."""
    x, y = 0, 0
    line: Points = [(0.0, 0.0)]
    ways = [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, -1)]
    for way in draw(st.lists(st.integers(0, 5), min_size=3, max_size=40)):
        dx, dy = ways[way]
        if abs(x + dx) <= 2 and abs(y + dy) <= 2:
            x, y = x + dx, y + dy
            line.append((100.0 * x, 100.0 * y))
    return line


@pytest.mark.parametrize("name", CASES)
def test_the_plots_of_ground_are_crossed_as_often(name: str) -> None:
    points, expected = CASES[name]
    assert crossings_of(np.array(points, dtype=np.float64)) == len(expected)


@settings(max_examples=300, deadline=None)
@given(streets())
def test_as_often_as_plots_of_ground_are_crossed(line: Points) -> None:
    turns_back = any(a == c for a, c in zip(line, line[2:], strict=False))
    if len(line) > 2 and not turns_back:
        assert len(crossed(line)) == crossings_of(np.array(line))
