"""What Chromium is given before it starts: how to draw, how to compile, which scheme is ours. Without Qt."""

from __future__ import annotations

import os

__all__ = ["FLAGS", "WITHOUT_COMPILING_BESIDE", "add_flags", "prepare_chromium"]

FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
"""The variable of the environment that Chromium in Qt takes its flags from."""

WITHOUT_COMPILING_BESIDE = "--js-flags=--no-concurrent-recompilation,--no-concurrent-sparkplug"
"""Scripts are compiled on their own thread, and not beside it on those of the pool of the process.

On Linux, a page that draws a word in a font that is new to it waits for an answer that a thread of that
pool has to pass on. On a machine with few cores the pool has three threads; where all three compile, and
have to wait for the page to collect its garbage first, each waits for the other, and the map hangs.
"""


def prepare_chromium() -> None:
    """Set what must be set before the application is made; a second call does nothing."""
    # Imported late: the app sets flags before it loads Qt.
    from courseplanner.ui.map.scheme import register_scheme

    add_flags(WITHOUT_COMPILING_BESIDE)
    register_scheme()


def add_flags(*flags: str) -> None:
    """Add flags to those that the environment holds, unless it has a flag of that name already."""
    given = os.environ.get(FLAGS, "").split()
    names = {flag.partition("=")[0] for flag in given}
    missing = [flag for flag in flags if flag.partition("=")[0] not in names]
    os.environ[FLAGS] = " ".join([*given, *missing])
