"""Follows a session of the app: notes its moments, watches its event loop, has it plan, and closes it."""

from __future__ import annotations

import json
import os
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from courseplanner.ui.map.scheme import OnlyOurs
from courseplanner.ui.shell.session import Session
from fakes.dialogs import FakeDialogs
from ui.watchdog import Stall, Watchdog

__all__ = ["AppWatch", "Errand"]

_SETTLE_MS = 500
_LOOK_MS = 20


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be measured.

    Parameters
    ----------
    brief : Path or None
        Its figures are put in once the map is there, and planned. `None` for the sample, which plans
        by itself.
    out : Path
        Where the figures are written to.
    began_s : float
        When the process began, by `time.monotonic`.
    """

    brief: Path | None
    out: Path
    began_s: float


class AppWatch(QObject):
    """Follows a session from its first paint to its plan.

    Parameters
    ----------
    session : Session
    guard : OnlyOurs
    errand : Errand
    """

    def __init__(self, session: Session, guard: OnlyOurs, errand: Errand) -> None:
        super().__init__(session)
        self._session, self._guard, self._errand = session, guard, errand
        self._moments: dict[str, float] = {}
        self._stalls: dict[str, list[Stall]] = {}
        self._watchdog = Watchdog()
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._look_whether_done)
        session.window.installEventFilter(self)
        session.panels.map.ready.connect(lambda: self._note("page"))
        session.panels.map.painted.connect(self._take_painted)
        # The first thing that the event loop does, right after the window is shown.
        QTimer.singleShot(0, self._watchdog.__enter__)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Notice the first paint of the window."""
        del watched
        if event.type() == QEvent.Type.Paint:
            self._note("window")
        return False

    def _note(self, moment: str) -> None:
        self._moments.setdefault(moment, time.monotonic() - self._errand.began_s)

    def _take_painted(self, what: str) -> None:
        if what == "basemap" and "map" not in self._moments:
            self._note("map")
            QTimer.singleShot(0 if self._errand.brief is None else _SETTLE_MS, self._plan)

    def _plan(self) -> None:
        self._stalls["loading"] = self._watchdog.take()
        if self._errand.brief is not None:
            for table, values in tomllib.loads(self._errand.brief.read_text("utf-8")).items():
                if table != "region" and isinstance(values, dict):
                    for key, value in values.items():
                        self._session.controller.set_value(table, key, value)
            self._session.controller.plan()
        self._look.start()

    def _look_whether_done(self) -> None:
        if self._session.controller.work is None:
            self._look.stop()
            self._note("plan")
            QTimer.singleShot(_SETTLE_MS, self._finish)

    def _finish(self) -> None:
        self._watchdog.__exit__(None, None, None)
        self._stalls["planning"] = self._watchdog.take()
        found = {
            "moments": self._moments,
            "stalls": {
                phase: [(stall.wall_ms, stall.own_ms, str(stall)) for stall in stalls]
                for phase, stalls in self._stalls.items()
            },
            "refused": self._guard.blocked,
            "candidates": len(self._session.controller.document.candidates),
            "memory_mb": _memory_mb(),
        }
        self._errand.out.write_text(json.dumps(found), "utf-8")
        dialogs = FakeDialogs()
        dialogs.saves = False
        self._session.commands.dialogs = dialogs
        self._session.window.close()


def _memory_mb() -> dict[str, float]:
    """Tell the peak memory of this process and of those below it."""
    found = dict.fromkeys(("window", "engine", "chromium"), 0.0)
    for number, command in _family(os.getpid()):
        lines = (Path("/proc") / str(number) / "status").read_text().splitlines()
        peak_kb = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
        below = "engine" if "courseplanner.ui.jobs" in command else "chromium"
        found["window" if number == os.getpid() else below] += peak_kb / 1024
    return found


def _family(number: int) -> Iterator[tuple[int, str]]:
    folder = Path("/proc") / str(number)
    yield number, (folder / "cmdline").read_text().replace("\0", " ")
    for children in folder.glob("task/*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))
