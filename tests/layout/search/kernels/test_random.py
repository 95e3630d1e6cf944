"""Random numbers: those that the generator's authors publish, and streams that repeat themselves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from courseplanner.layout.search.kernels.random import below, seeded, uniform

# The first numbers of splitmix64 from two states, as printed in reference implementations.
KNOWN = {
    0: (0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F, 0xF88BB8A8724C81EC),
    1234567: (6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431),
}


def drawn(state: NDArray[np.uint64], count: int) -> list[float]:
    return [uniform(state) for _ in range(count)]


@pytest.mark.parametrize("state", KNOWN)
def test_the_known_numbers(state: int) -> None:
    expected = [(number >> 11) / 2**53 for number in KNOWN[state]]
    assert drawn(np.array([state], dtype=np.uint64), len(expected)) == expected


@given(st.integers(0, 2**63 - 1), st.integers(0, 2**40))
def test_a_stream_repeats_itself_and_differs_from_the_next(seed: int, stream: int) -> None:
    first = drawn(seeded(seed, stream), 8)
    assert first == drawn(seeded(seed, stream), 8)
    assert set(first).isdisjoint(drawn(seeded(seed, stream + 1), 8))
    assert all(0.0 <= number < 1.0 for number in first)


@given(st.integers(0, 2**63 - 1), st.integers(1, 10**6))
def test_below_stays_below(seed: int, count: int) -> None:
    state = seeded(seed, 0)
    assert all(0 <= below(state, count) < count for _ in range(50))


def test_below_reaches_every_number_about_alike() -> None:
    state = seeded(1, 0)
    counts = np.bincount([below(state, 7) for _ in range(7000)], minlength=7)
    assert len(counts) == 7
    assert 850 < counts.min() <= counts.max() < 1150


def test_streams_of_one_seed_are_not_shifts_of_each_other() -> None:
    streams = [drawn(seeded(1, stream), 50) for stream in range(200)]
    assert len({number for stream in streams for number in stream}) == 200 * 50
