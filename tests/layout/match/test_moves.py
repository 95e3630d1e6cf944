"""The to and fro of noise is taken out of a way, real turnarounds stay."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.layout.match.moves import SHORTEST_TURN_M, Move, without_spurs


def moves(*parts: tuple[int, float, float]) -> list[Move]:
    return [Move(*part) for part in parts]


@pytest.mark.parametrize(
    ("way", "cleaned"),
    [
        ([(1, 0, 40), (1, 40, 100)], [(1, 0, 100)]),
        ([(1, 0, 60), (1, 60, 50), (1, 50, 100)], [(1, 0, 100)]),
        ([(1, 0, 50), (1, 50, 50), (1, 50, 100)], [(1, 0, 100)]),
        # A side road that is run into for 12 m and out again.
        ([(1, 0, 100), (2, 0, 12), (2, 12, 0), (3, 0, 100)], [(1, 0, 100), (3, 0, 100)]),
        # The same over two edges, and from the middle of a road that goes on.
        ([(1, 0, 100), (2, 0, 9), (3, 5, 0), (3, 0, 5), (2, 9, 0), (4, 0, 100)], [(1, 0, 100), (4, 0, 100)]),
        ([(1, 0, 50), (2, 0, 10), (2, 10, 0), (1, 50, 80)], [(1, 0, 80)]),
        # A turnaround with the jitter of a receiver at its end.
        ([(1, 0, 500), (1, 500, 490), (1, 490, 505), (1, 505, 0)], [(1, 0, 505), (1, 505, 0)]),
        ([(1, 0, 100), (1, 100, 20)], [(1, 0, 100), (1, 100, 20)]),
    ],
)
def test_whiskers_are_cut_and_turnarounds_stay(
    way: list[tuple[int, float, float]], cleaned: list[tuple[int, float, float]]
) -> None:
    assert without_spurs(moves(*way)) == moves(*cleaned)


def test_a_turn_of_just_the_shortest_length_stays() -> None:
    there = moves((1, 0, 100), (2, 0, SHORTEST_TURN_M), (2, SHORTEST_TURN_M, 0), (3, 0, 100))
    assert without_spurs(there) == there
    closer = moves((1, 0, 100), (2, 0, SHORTEST_TURN_M - 0.1), (2, SHORTEST_TURN_M - 0.1, 0), (3, 0, 100))
    assert without_spurs(closer) == moves((1, 0, 100), (3, 0, 100))


def test_what_is_nothing_but_to_and_fro_is_left_as_it_is() -> None:
    there_and_back = moves((1, 0, 10), (1, 10, 0))
    assert without_spurs(there_and_back) == there_and_back


@given(st.lists(st.integers(0, 100), min_size=2, max_size=12))
def test_on_one_road_start_and_end_stay_and_the_way_gets_no_longer(stops: list[int]) -> None:
    way = [Move(1, float(a), float(b)) for a, b in itertools.pairwise(stops)]
    cleaned = without_spurs(way)
    assert cleaned[0].from_m == stops[0]
    assert cleaned[-1].to_m == stops[-1]
    assert all(one.to_m == other.from_m for one, other in itertools.pairwise(cleaned))
    assert sum(one.length_m for one in cleaned) <= sum(one.length_m for one in way)
