"""Counts the time that kernels take to be compiled, apart from the work that they are compiled for."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["CompileClock", "compile_clock"]

_PREFIX = "courseplanner."


class CompileClock:
    """Runs while anything is compiled, on whichever thread; what is compiled within something counts once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = 0
        self._since_s = 0.0
        self._seconds = 0.0

    @property
    def seconds(self) -> float:
        """The time so far."""
        return self._seconds

    def begin(self) -> None:
        """Note that something begins to be compiled."""
        with self._lock:
            if self._open == 0:
                self._since_s = time.perf_counter()
            self._open += 1

    def end(self) -> None:
        """Note that it ends."""
        with self._lock:
            self._open -= 1
            if self._open == 0:
                self._seconds += time.perf_counter() - self._since_s


@contextmanager
def compile_clock() -> Iterator[CompileClock]:
    """Give a clock that runs while kernels are compiled."""
    from numba.core import event

    clock = CompileClock()

    class Listener(event.Listener):
        def on_start(self, event: event.Event) -> None:
            if _is_ours(event):
                clock.begin()

        def on_end(self, event: event.Event) -> None:
            if _is_ours(event):
                clock.end()

    def _is_ours(event: event.Event) -> bool:
        module: str = event.data["dispatcher"].py_func.__module__
        return module.startswith(_PREFIX)

    events = event
    heard = Listener()
    events.register("numba:compile", heard)  # type: ignore[no-untyped-call]
    try:
        yield clock
    finally:
        events.unregister("numba:compile", heard)  # type: ignore[no-untyped-call]
