"""A watchdog over an event loop: it finds out when the loop was not served, and what ran meanwhile.

A timer of the loop beats every few milliseconds. A beat that comes late is a stall, whatever caused it:
a slow slot, many quick ones in a row, or a thread that kept the interpreter's lock. A thread of its own
looks now and then at what the threads of Python are doing while a beat is overdue.

Time on the clock alone would fail tests on a busy machine, and time on the processor alone would not see a
loop that waits for a lock, a disk or a process. So each stall is told in three figures: on the clock; on the
processor, by all threads of Python together; and our own, which is that on the clock without the time for
which threads of Python, or one of Chromium that the window may wait for, were ready to run and the machine
gave them no core. A test holds the program to the last one. Linux tells that time for each thread
(`schedstat`); elsewhere, our own is what the process used of the processor, at most the time on the clock.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import re
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from PySide6.QtCore import QObject, Qt, QTimer

__all__ = ["HAS_FIGURES_OF_THREADS", "Stall", "Used", "Watchdog", "threads_used"]

_BEAT_MS = 10
_LOOK_EVERY_S = 0.01
_LOOK_AFTER_S = 0.03
_DEEPEST = 12
_MOST_LOOKS = 40
_THREAD_LINE = re.compile(r"(?:Thread|Current thread) 0x([0-9a-f]+)")
_CALL_LINE = re.compile(r'  File "(.*)", line (\d+) in (.*)')

_THREADS = "/proc/self/task"
HAS_FIGURES_OF_THREADS = Path("/proc/self/schedstat").exists()

Place = tuple[str, int, str]
"""File, line and function."""


@dataclass(frozen=True, slots=True)
class Stall:
    """A time for which the event loop was not served.

    Parameters
    ----------
    at_s : float
        Its begin, after the begin of the watch.
    wall_ms : float
        On the clock.
    cpu_ms : float
        On the processor, by all threads of Python.
    own_ms : float
        On the clock, without what the machine is to blame for.
    looks : tuple
        What was seen meanwhile: name of a thread, and its calls from the outermost to the innermost.
    """

    at_s: float
    wall_ms: float
    cpu_ms: float
    own_ms: float
    looks: tuple[tuple[str, tuple[Place, ...]], ...] = ()

    def __str__(self) -> str:
        """Say it in lines: the figures, then what was seen, the most frequent first."""
        head = (
            f"at {self.at_s:.2f} s: {self.wall_ms:.0f} ms on the clock, {self.own_ms:.0f} ms our own, "
            f"{self.cpu_ms:.0f} ms on the processor"
        )
        counted = {look: self.looks.count(look) for look in dict.fromkeys(self.looks)}
        lines = [head]
        for (thread, places), count in sorted(counted.items(), key=lambda item: -item[1]):
            lines.append(f"  {count} x {thread}")
            lines.extend(f"    {file}:{line} {name}" for file, line, name in places)
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Used:
    """What a thread used of the processor, and how long it waited for it, in nanoseconds."""

    cpu_ns: int = 0
    waited_ns: int = 0


class Watchdog(QObject):
    """Watches the event loop of the thread that it is made on, within a `with` statement.

    Parameters
    ----------
    noted_ms : float
        Stalls shorter than this, on the clock, are not kept.
    parent : QObject, optional
    """

    def __init__(self, *, noted_ms: float = 25.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._noted_ms = noted_ms
        self._watched = threading.get_ident()
        self._stalls: list[Stall] = []
        self._looks: list[tuple[str, tuple[Place, ...]]] = []
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._timer = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self.beats = 0

    def __enter__(self) -> Self:
        self._began_s = self._last_s = time.perf_counter()
        self._used, self._waits = threads_used(self._watcher), threads_waited()
        self._watcher.start()
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._beat()
        self._timer.stop()
        self._over.set()
        self._watcher.join()

    def take(self) -> list[Stall]:
        """Give the stalls since the last call, the worst first."""
        stalls, self._stalls = self._stalls, []
        return sorted(stalls, key=lambda stall: -stall.own_ms)

    def _beat(self) -> None:
        now_s, used, before = time.perf_counter(), threads_used(self._watcher), self._used
        began_s = self._last_s
        wall_s = now_s - began_s - _BEAT_MS / 1000
        cpu_s = sum(one.cpu_ns - before.get(thread, Used()).cpu_ns for thread, one in used.items()) / 1e9
        waited_ns = sum(one.waited_ns - before.get(thread, Used()).waited_ns for thread, one in used.items())
        waits, waits_before = threads_waited(), self._waits
        longest_ns = max((waits[one] - waits_before.get(one, waits[one]) for one in waits), default=0)
        waited_ns = max(waited_ns, longest_ns)
        own_s = max(0.0, wall_s - waited_ns / 1e9) if HAS_FIGURES_OF_THREADS else min(wall_s, cpu_s)
        looks, self._looks = tuple(self._looks), []
        if wall_s * 1000 >= self._noted_ms:
            figures = (1000 * wall_s, 1000 * cpu_s, 1000 * own_s)
            self._stalls.append(Stall(began_s - self._began_s, *figures, looks))
        self._last_s, self._used, self._waits = now_s, used, waits
        self.beats += 1

    def _watch(self) -> None:
        """Look at the threads while a beat is overdue."""
        own = threading.get_ident()
        with tempfile.TemporaryFile() as sheet:
            while not self._over.wait(_LOOK_EVERY_S):
                if time.perf_counter() - self._last_s < _LOOK_AFTER_S or len(self._looks) >= _MOST_LOOKS:
                    continue
                names = {thread.ident: thread.name for thread in threading.enumerate()}
                for ident, places in calls_of_threads(sheet):
                    # Of the other threads only what they compute matters, and those mostly wait.
                    if ident != own:
                        self._looks.append((names.get(ident, "?"), places))


def calls_of_threads(sheet: IO[bytes]) -> list[tuple[int, tuple[Place, ...]]]:
    """Tell what each thread is doing, its calls from the outermost to the innermost.

    Written down by faulthandler, which takes hold of nothing. Frames must not be held here: what a function
    leaves behind when it returns in the meantime would end on this thread, and a Qt object that ends
    on a thread not its own can stop the program for good.

    Parameters
    ----------
    sheet : file
        A real file, to be written over.
    """
    sheet.seek(0)
    sheet.truncate()
    faulthandler.dump_traceback(sheet)
    sheet.seek(0)
    found: list[tuple[int, list[Place]]] = []
    for line in sheet.read().decode("utf-8", "replace").splitlines():
        if thread := _THREAD_LINE.match(line):
            found.append((int(thread[1], 16), []))
        elif (call := _CALL_LINE.match(line)) and len(found[-1][1]) < _DEEPEST:
            found[-1][1].append((call[1].rpartition("courseplanner/")[2], int(call[2]), call[3]))
    return [(ident, tuple(reversed(places))) for ident, places in found]


def threads_waited() -> dict[str, int]:
    """Tell how long each thread of the process, whoever made it, waited for a core so far, in nanoseconds."""
    waited = {}
    for thread in os.listdir(_THREADS) if HAS_FIGURES_OF_THREADS else ():  # noqa: PTH208
        with contextlib.suppress(OSError, ValueError, IndexError):  # it may have ended just now
            waited[thread] = _figures(thread)[1]
    return waited


def _figures(thread: str | int) -> list[int]:
    """Read the figures of a thread; without `Path`, for a beat must cost the loop little."""
    with open(f"{_THREADS}/{thread}/schedstat", "rb", buffering=0) as file:  # noqa: PTH123
        return [int(figure) for figure in file.read().split()]


def threads_used(but: threading.Thread) -> dict[int, Used]:
    """Tell what each thread of Python but one used so far."""
    if not HAS_FIGURES_OF_THREADS:
        return {0: Used(time.process_time_ns())}
    used = {}
    for thread in threading.enumerate():
        number = thread.native_id
        if thread is but or number is None:
            continue
        with contextlib.suppress(OSError):  # it may have ended just now
            used[number] = Used(*_figures(number)[:2])
    return used
