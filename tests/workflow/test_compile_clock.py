"""The time that compiling takes is counted once, apart from the work that it is for."""

from __future__ import annotations

import itertools
from typing import Any

import numba
import pytest

from courseplanner.workflow.compile_clock import CompileClock, compile_clock

njit: Any = numba.njit


def test_what_is_compiled_within_something_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = itertools.count(10.0)
    monkeypatch.setattr("courseplanner.workflow.compile_clock.time.perf_counter", lambda: next(seconds))
    clock = CompileClock()
    for step in (clock.begin, clock.begin, clock.end, clock.end):
        step()
    assert clock.seconds == 1.0
    clock.begin()
    clock.end()
    assert clock.seconds == 2.0


def ours(x: int) -> int:
    return x + 1


def of_others(x: int) -> int:
    return x + 2


def test_only_our_own_kernels_count() -> None:
    ours.__module__ = "courseplanner.made.here"
    with compile_clock() as clock:
        assert njit(of_others)(1) == 3
        assert clock.seconds == 0.0
        kernel = njit(ours)
        assert kernel(1) == 2
        first = clock.seconds
        assert first > 0.0
        assert kernel(2) == 3
    assert clock.seconds == first
