"""Where the engine's process begins. Without Qt.

It is started as `python -c`, and not by `multiprocessing`: that would run the main module of the
window's process again, which is a test runner at one time and a launcher of Windows at another.
"""

from __future__ import annotations

import io
import logging
import os
import signal
import sys

from courseplanner.ui.jobs.wire import Wire

__all__ = ["WITHOUT_PAGE", "main"]

WITHOUT_PAGE = "--without-page"

_NICER = 5
_BELOW_NORMAL_PRIORITY_CLASS = 0x4000


def main() -> None:
    """Serve the process at the other end of the standard streams until it lets go; does not return."""
    # Ctrl-C reaches all processes of a terminal; the window decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _step_back()
    wire = _wire()
    from courseplanner.ui.jobs.process import run_engine

    try:
        run_engine(wire, with_page=WITHOUT_PAGE not in sys.argv, give_up=lambda: os._exit(0))
    except BaseException:
        logging.getLogger(__name__).exception("the engine ends")
        os._exit(1)
    # Taking Python down in good order takes a third of a second, and there is nothing to be kept.
    os._exit(0)


def _step_back() -> None:
    """Let the window go first: a search keeps every core busy, and the mouse must not wait for it."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL_PRIORITY_CLASS)
    else:
        os.nice(_NICER)


def _wire() -> Wire:
    """Take the standard streams for messages, and let what libraries print go where errors go."""
    reading, writing = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        for stream in (reading, writing):
            msvcrt.setmode(stream, os.O_BINARY)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    try:
        os.dup2(2, 1)
    except OSError:  # a window without a console has no stream for errors
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
    os.close(nowhere)
    return Wire(io.FileIO(reading, "rb"), io.FileIO(writing, "wb"))
