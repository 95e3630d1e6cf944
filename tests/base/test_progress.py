"""Progress: fractions of parts, and cancellation."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.base.errors import CancelledError
from courseplanner.base.i18n import Text, text
from courseplanner.base.progress import Progress

WORDS = text("working")


class Heard:
    """Keeps what is reported."""

    def __init__(self) -> None:
        self.fractions: list[float] = []
        self.words: list[Text] = []

    def __call__(self, fraction: float, words: Text) -> None:
        self.fractions.append(fraction)
        self.words.append(words)


def test_reports_reach_the_listener() -> None:
    heard = Heard()
    Progress(heard).report(0.25, WORDS)

    assert (heard.fractions, heard.words) == ([0.25], [WORDS])


def test_nobody_has_to_listen() -> None:
    progress = Progress()
    progress.report(0.5, WORDS)
    progress.part(0.0, 0.5).report(1.0, WORDS)

    assert not progress.cancelled


@pytest.mark.parametrize(("told", "heard_as"), [(-1.0, 0.0), (0.0, 0.0), (1.0, 1.0), (7.0, 1.0)])
def test_fractions_are_held_to_0_and_1(told: float, heard_as: float) -> None:
    heard = Heard()
    Progress(heard).report(told, WORDS)

    assert heard.fractions == [heard_as]


def test_a_part_fills_its_part_and_a_part_of_a_part_too() -> None:
    heard = Heard()
    part = Progress(heard).part(0.2, 0.6)
    for fraction in (0.0, 0.5, 1.0):
        part.report(fraction, WORDS)
    part.part(0.5, 1.0).report(0.5, WORDS)

    assert heard.fractions == pytest.approx([0.2, 0.4, 0.6, 0.5])


@given(
    cuts=st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted), max_size=5),
    told=st.lists(st.floats(allow_nan=False), min_size=1, max_size=5),
)
def test_no_part_of_a_part_leaves_its_part(cuts: list[list[float]], told: list[float]) -> None:
    heard = Heard()
    progress = Progress(heard)
    for start, end in cuts:
        progress = progress.part(start, end)
    low, high = 0.0, 1.0
    for start, end in cuts:
        low, high = low + (high - low) * start, low + (high - low) * end
    for fraction in sorted(told):
        progress.report(fraction, WORDS)

    assert all(low - 1e-12 <= fraction <= high + 1e-12 for fraction in heard.fractions)
    assert heard.fractions == sorted(heard.fractions)


def test_cancelling_stops_the_next_report_and_check() -> None:
    heard = Heard()
    progress = Progress(heard)
    progress.check()
    progress.cancel()

    assert progress.cancelled
    with pytest.raises(CancelledError):
        progress.report(0.5, WORDS)
    with pytest.raises(CancelledError):
        progress.check()
    assert heard.fractions == []


def test_parts_are_cancelled_with_the_whole_and_the_whole_with_them() -> None:
    whole = Progress()
    early = whole.part(0.0, 0.5)
    thread = threading.Thread(target=whole.cancel)
    thread.start()
    thread.join()

    assert early.cancelled
    assert whole.part(0.5, 1.0).cancelled

    other = Progress()
    other.part(0.0, 1.0).part(0.0, 0.1).cancel()
    with pytest.raises(CancelledError):
        other.check()
