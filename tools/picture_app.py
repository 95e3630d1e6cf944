"""Takes pictures of the app, for the README and for judging it: opens a file, plans, and grabs the window.

Run it with `QT_QPA_PLATFORM=offscreen` where there is no screen, as root with
`QTWEBENGINE_CHROMIUM_FLAGS="--no-sandbox --disable-gpu"`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtWebEngineCore import QWebEngineProfile
from PySide6.QtWidgets import QApplication, QDockWidget

from courseplanner.base.settings import Settings, SettingsFile
from courseplanner.ui.jobs.client import EngineClient
from courseplanner.ui.look.letters import load_chinese
from courseplanner.ui.map.chromium import prepare_chromium
from courseplanner.ui.map.view import MapView, map_profile
from courseplanner.ui.shell.session import Session
from courseplanner.ui.state import Pointing

_PATIENCE_MS = 120_000
_SETTLE_MS = 1_500


def main() -> int:
    """Take one picture for each size and theme.

    Returns
    -------
    int
        Exit status: 0 done, 1 where planning took too long.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="a brief or OSM data")
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("--sizes", nargs="+", default=["1366x768", "1920x1080"])
    parser.add_argument("--themes", nargs="+", default=["light", "dark"])
    parser.add_argument("--only-open", action="store_true", help="do not plan")
    parser.add_argument("--point-at", type=float, metavar="M", help="chainage to point at")
    parser.add_argument("--panel", metavar="NAME", help="panel to bring to the front, such as stations")
    options = parser.parse_args()
    prepare_chromium()
    app = QApplication(sys.argv[:1])
    load_chinese(app)
    profile = QWebEngineProfile()
    server, guard = map_profile(profile)
    engine = EngineClient()
    engine.start()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COURSEPLANNER_SETTINGS"] = str(Path(folder) / "settings.json")
        store = SettingsFile(None)
        store.save(Settings(hints_closed=True))
        session = Session(engine, store, MapView(profile, server))
        try:
            status = _take(app, session, options)
            print(f"asked for and refused: {guard.blocked}")
            return status
        finally:
            session.end()
            engine.close()


def _take(app: QApplication, session: Session, options: argparse.Namespace) -> int:
    session.begin(options.file.resolve())
    if not _wait(
        app, lambda: session.controller.document.region is not None and session.controller.work is None
    ):
        return 1
    if not options.only_open:
        if not session.controller.document.candidates:
            session.controller.plan()
        if not _wait(app, lambda: session.controller.work is None):
            return 1
    if options.point_at is not None:
        session.controller.point(Pointing(None, options.point_at))
    dock = session.window.findChild(QDockWidget, options.panel) if options.panel else None
    if isinstance(dock, QDockWidget):
        dock.raise_()
    options.out.mkdir(parents=True, exist_ok=True)
    for size in options.sizes:
        width, _, height = size.partition("x")
        session.window.resize(int(width), int(height))
        for theme in options.themes:
            session.window.actions_by_id[f"theme-{theme}"].trigger()
            session.window.actions_by_id["show-course"].trigger()
            _settle(_SETTLE_MS)
            session.window.grab().save(str(options.out / f"{options.file.stem}-{size}-{theme}.png"))
    return 0


def _wait(app: QApplication, done: Callable[[], bool]) -> bool:
    timer = QElapsedTimer()
    timer.start()
    while not done():
        app.processEvents()
        if timer.elapsed() > _PATIENCE_MS:
            print("gave up waiting", file=sys.stderr)
            return False
    return True


def _settle(time_ms: int) -> None:
    # A loop of its own: to quit the application would close the window.
    loop = QEventLoop()
    QTimer.singleShot(time_ms, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
