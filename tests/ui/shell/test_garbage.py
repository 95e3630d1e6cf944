"""Garbage is collected on the thread of the window alone."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from courseplanner.ui.shell.garbage import GarbageKeeper


@pytest.fixture(autouse=True)
def usual_thresholds() -> Iterator[None]:
    """Look for garbage as often as a program does; the other tests do so more rarely."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


@pytest.fixture
def collected_on() -> Iterator[set[int]]:
    """The threads on which garbage was collected."""
    seen: set[int] = set()

    def note(phase: str, _info: dict[str, Any]) -> None:
        if phase == "start":
            seen.add(threading.get_ident())

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


@pytest.fixture
def keeper(qapp: QApplication) -> Iterator[GarbageKeeper]:
    del qapp  # its timer needs one
    keeper = GarbageKeeper()
    yield keeper
    keeper.end()


def make_garbage() -> None:
    for _ in range(20_000):
        knot: list[object] = []
        knot.append(knot)


def on_another_thread() -> int:
    thread = threading.Thread(target=make_garbage)
    thread.start()
    thread.join()
    return thread.ident or 0


def test_python_by_itself_collects_on_any_thread(collected_on: set[int]) -> None:
    assert on_another_thread() in collected_on


def test_another_thread_does_not_collect(keeper: GarbageKeeper, collected_on: set[int]) -> None:
    keeper.begin()
    collected_on.clear()  # what Python collected by itself until now
    on_another_thread()
    assert collected_on == set()


def test_the_garbage_of_another_thread_is_collected_on_that_of_the_window(
    qtbot: QtBot, keeper: GarbageKeeper, collected_on: set[int]
) -> None:
    keeper.begin()
    collected_on.clear()  # it collects once as it begins
    on_another_thread()
    qtbot.waitUntil(lambda: bool(collected_on))
    assert collected_on == {threading.get_ident()}
    assert gc.get_count()[0] < gc.get_threshold()[0]


def test_each_age_is_collected_when_it_is_due(keeper: GarbageKeeper, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(gc, "collect", asked.append)
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    for counts in ((700, 10, 10), (701, 0, 0), (701, 11, 3), (0, 2, 11)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        keeper.look()
    assert asked == [0, 1, 2]


def test_an_age_without_a_limit_is_never_due(keeper: GarbageKeeper, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(gc, "collect", asked.append)
    monkeypatch.setattr(gc, "get_threshold", lambda: (2_000, 10, 0))
    monkeypatch.setattr(gc, "get_count", lambda: (5, 0, 7_000))
    keeper.look()
    assert asked == []


def test_what_was_there_at_the_begin_is_not_looked_through_again(keeper: GarbageKeeper) -> None:
    before = len(gc.get_objects())
    keeper.begin()
    assert len(gc.get_objects()) < before / 10
    assert gc.get_freeze_count() > before / 2


def test_in_the_end_python_collects_by_itself_again(keeper: GarbageKeeper) -> None:
    keeper.begin()
    assert not gc.isenabled()
    keeper.end()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
