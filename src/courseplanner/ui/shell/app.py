"""Starts the app, and ends it in good order."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from courseplanner.base import assets
from courseplanner.base.errors import InputError
from courseplanner.base.i18n import text
from courseplanner.base.settings import Settings, SettingsFile
from courseplanner.ui.jobs.client import EngineClient
from courseplanner.ui.map.chromium import FLAGS, add_flags

__all__ = ["run_app"]


def run_app(file: Path | None) -> int:
    """Open the window, and stay until it is closed.

    Parameters
    ----------
    file : Path or None
        A brief or an OSM file to begin with.

    Returns
    -------
    int
        Exit status.

    Raises
    ------
    InputError
        If the file is not there, or there is nothing to show a window on.
    """
    if file is not None and not os.path.lexists(file):
        raise InputError(
            str(file), text("there is no such file"), text("give the path of a brief or of OSM data")
        )
    _refuse_where_no_window_opens()
    store = SettingsFile(None)
    settings = store.load()
    if not settings.map_was_ready or settings.software_rendering:
        _draw_without_the_graphics_card()
    engine = EngineClient()
    engine.start()  # it begins its own start while Qt is loaded
    try:
        return _run(engine, store, _first_file(file, settings))
    finally:
        engine.close()


def _run(engine: EngineClient, store: SettingsFile, file: Path) -> int:
    # Imported late: the engine starts in the meantime.
    from PySide6.QtWebEngineCore import QWebEngineProfile
    from PySide6.QtWidgets import QApplication

    from courseplanner.ui.look.letters import load_chinese
    from courseplanner.ui.map.chromium import prepare_chromium
    from courseplanner.ui.map.view import MapView, map_profile
    from courseplanner.ui.shell.log import default_log_folder, end_log, start_log
    from courseplanner.ui.shell.session import Session

    start_log(default_log_folder())
    prepare_chromium()
    app = QApplication([sys.argv[0]])
    app.setApplicationName("courseplanner")
    app.setApplicationDisplayName("courseplanner")
    load_chinese(app)
    profile = QWebEngineProfile()
    server, _ = map_profile(profile)
    session = Session(engine, store, MapView(profile, server))
    session.take_faults()
    session.watch_signals()
    session.begin(file)
    status = app.exec()
    session.end()
    end_log()
    return status


def _first_file(file: Path | None, settings: Settings) -> Path:
    """Give the file to begin with: the one asked for, else the last one, else the sample."""
    if file is not None:
        return file
    there = (path for path in settings.recent_files if path.is_file())
    return next(there, assets.sample("riverside-half-marathon.toml"))


def _refuse_where_no_window_opens() -> None:
    """Say in words what Qt and Chromium would end the process for."""
    if not sys.platform.startswith("linux"):
        return
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if not any(os.environ.get(name) for name in screens):
        raise InputError(
            "app",
            text("there is no screen to open a window on"),
            text("start it in a desktop session; courseplanner plan needs none"),
        )
    sandboxed = "--no-sandbox" not in os.environ.get(FLAGS, "")
    if os.geteuid() == 0 and sandboxed and not os.environ.get("QTWEBENGINE_DISABLE_SANDBOX"):
        raise InputError(
            "app",
            text("the map is shown by Chromium, which refuses to run as root with its sandbox on"),
            text("start it as an ordinary user"),
        )


def _draw_without_the_graphics_card() -> None:
    os.environ["QT_QUICK_BACKEND"] = "software"
    add_flags("--disable-gpu")
