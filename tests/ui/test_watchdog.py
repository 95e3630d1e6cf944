"""The watchdog of the other tests: it must bark at each kind of stall, and only then."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from pytestqt.qtbot import QtBot

from ui.watchdog import Stall, Used, Watchdog


def compute(for_s: float) -> None:
    end_s = time.thread_time() + for_s
    while time.thread_time() < end_s:
        pass


def stalls_while(qtbot: QtBot, watchdog: Watchdog, work: Callable[[], object]) -> list[Stall]:
    with watchdog:
        qtbot.waitUntil(lambda: watchdog.beats > 3)
        watchdog.take()
        QTimer.singleShot(0, work)
        beats = watchdog.beats
        qtbot.waitUntil(lambda: watchdog.beats > beats + 5)
    return watchdog.take()


def test_a_slot_that_computes_is_told_with_its_name(qtbot: QtBot) -> None:
    worst, *_ = stalls_while(qtbot, Watchdog(), lambda: compute(0.15))
    assert worst.own_ms > 100
    assert worst.cpu_ms > 100
    assert worst.wall_ms >= worst.own_ms
    assert "compute" in str(worst)


def test_a_slot_that_waits_is_told_although_it_uses_no_processor(qtbot: QtBot) -> None:
    worst, *_ = stalls_while(qtbot, Watchdog(), lambda: threading.Event().wait(0.15))
    assert worst.own_ms > 100
    assert worst.cpu_ms < 100


def test_a_thread_that_keeps_the_lock_of_the_interpreter_is_told(qtbot: QtBot) -> None:
    over = threading.Event()

    def keep_the_lock() -> None:
        sum(range(20_000_000))  # in C all along, where the interpreter never lets go
        over.wait()

    thread = threading.Thread(target=keep_the_lock)
    worst, *_ = stalls_while(qtbot, Watchdog(), thread.start)
    over.set()
    thread.join()
    assert worst.own_ms > 100
    assert worst.cpu_ms > 100


def test_many_short_slots_in_a_row_are_one_stall(qtbot: QtBot) -> None:
    class Bell(QObject):
        rung = Signal()

    bell = Bell()
    bell.rung.connect(lambda: compute(0.01), Qt.ConnectionType.QueuedConnection)

    def ring() -> None:
        for _ in range(15):
            bell.rung.emit()

    worst, *_ = stalls_while(qtbot, Watchdog(), ring)
    assert worst.own_ms > 100


def test_what_the_machine_is_to_blame_for_is_not_our_own(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited_ns = 0

    def work() -> None:
        nonlocal waited_ns
        threading.Event().wait(0.2)
        waited_ns = 150_000_000

    monkeypatch.setattr("ui.watchdog.threads_used", lambda _but: {1: Used(0, waited_ns)})
    monkeypatch.setattr("ui.watchdog.HAS_FIGURES_OF_THREADS", True)
    worst, *_ = stalls_while(qtbot, Watchdog(), work)
    assert worst.wall_ms - worst.own_ms == pytest.approx(150)


def test_without_figures_of_threads_our_own_is_what_the_process_used(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.watchdog.HAS_FIGURES_OF_THREADS", False)
    worst, *_ = stalls_while(qtbot, Watchdog(), lambda: compute(0.15))
    assert worst.own_ms > 100


@pytest.mark.parametrize(("beat_s", "stalls"), [(0.010, 0), (0.150, 1)])
def test_beats_in_time_are_no_stall_and_late_ones_are(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, beat_s: float, stalls: int
) -> None:
    watchdog = Watchdog()
    monkeypatch.setattr("ui.watchdog.time.perf_counter", lambda: watchdog.beats * beat_s)
    with watchdog:
        qtbot.waitUntil(lambda: watchdog.beats > 3)
    assert bool(watchdog.take()) == bool(stalls)


def test_looking_ends_nothing_on_the_thread_of_the_watchdog(qtbot: QtBot) -> None:
    ended_on = set()

    class Thing:
        def __del__(self) -> None:
            ended_on.add(threading.get_ident())

    def use(thing: Thing) -> object:
        return sum(range(2_000)), thing

    def work() -> None:
        end_s = time.thread_time() + 0.8
        while time.thread_time() < end_s:
            use(Thing())

    worst, *_ = stalls_while(qtbot, Watchdog(), work)
    assert worst.looks
    assert ended_on == {threading.get_ident()}
