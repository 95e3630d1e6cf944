"""A running engine, as the window's process sees it. Without Qt."""

from __future__ import annotations

import json
import logging
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from courseplanner.ui.jobs.entry import WITHOUT_PAGE
from courseplanner.ui.jobs.messages import Stop, ToEngine
from courseplanner.ui.jobs.wire import GoneError, Wire

__all__ = ["Child"]

_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv.pop(1)); "
    "from courseplanner.ui.jobs.entry import main; main()"
)
_STOP_WITHIN_S = 1.0
_DIE_WITHIN_S = 0.5


class Child:
    """Starts an engine, and carries messages to and from it on two threads.

    Parameters
    ----------
    hear : callable
        Called with each message, on another thread.
    lost : callable
        Called once, on the same other thread, when nothing more will come.
    with_page : bool
        Whether the engine is to begin with the page of the map.

    Raises
    ------
    OSError
        If no process can be started.
    """

    def __init__(self, hear: Callable[[Any], None], lost: Callable[[], None], *, with_page: bool) -> None:
        # Without the current folder on its path, where a stranger's numpy.py may lie.
        command = [sys.executable, "-P", "-c", _BOOT, json.dumps(sys.path)]
        self._process = subprocess.Popen(  # noqa: S603 - this very interpreter
            command if with_page else [*command, WITHOUT_PAGE],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._wire = Wire(self._process.stdout, self._process.stdin)  # type: ignore[arg-type] # raw: bufsize=0
        self._outgoing: queue.SimpleQueue[ToEngine | None] = queue.SimpleQueue()
        self._threads = (
            threading.Thread(target=self._listen, args=(hear, lost), name="engine reader", daemon=True),
            threading.Thread(target=self._speak, name="engine writer", daemon=True),
        )
        for thread in self._threads:
            thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def send(self, message: ToEngine) -> None:
        """Send a message without waiting; to an engine that is gone it goes nowhere."""
        self._outgoing.put(message)

    def stop(self) -> int | None:
        """Ask the engine to end; end it by force where it does not within a second.

        Returns
        -------
        int or None
            Its exit code; `None` where even force did not help yet.
        """
        self.send(Stop())
        return self._end(_STOP_WITHIN_S)

    def kill(self) -> int | None:
        """End the engine by force."""
        self._process.kill()
        return self._end(_DIE_WITHIN_S)

    def _end(self, within_s: float) -> int | None:
        self._outgoing.put(None)
        try:
            self._process.wait(within_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            try:
                self._process.wait(_DIE_WITHIN_S)
            except subprocess.TimeoutExpired:
                logging.getLogger(__name__).warning("the engine, process %d, does not end", self._process.pid)
                return None
        for thread in self._threads:
            thread.join()
        self._wire.close()
        return self._process.returncode

    def _listen(self, hear: Callable[[Any], None], lost: Callable[[], None]) -> None:
        try:
            while True:
                hear(self._wire.receive())
        except GoneError:
            pass
        except Exception:
            logging.getLogger(__name__).exception("a message of the engine can't be read")
            self._process.kill()
        lost()

    def _speak(self) -> None:
        try:
            while (message := self._outgoing.get()) is not None:
                self._wire.send(message)
        except GoneError:
            pass  # the reader tells it
