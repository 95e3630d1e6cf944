"""One run of the app: the objects that it is made of, from the first window to the last setting saved."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from courseplanner import __version__
from courseplanner.base.i18n import text
from courseplanner.base.settings import Settings, SettingsFile, Theme, with_recent, without_recent
from courseplanner.brief.draft import new_draft
from courseplanner.project import steps
from courseplanner.ui.controller import Controller, Engine
from courseplanner.ui.look.look import apply_palette, palette_for
from courseplanner.ui.map.bridge import MapPort
from courseplanner.ui.map.panel import MapPanel
from courseplanner.ui.panels.brief.panel import BriefPanel
from courseplanner.ui.panels.candidates.panel import CandidatesPanel
from courseplanner.ui.panels.climate.panel import ClimatePanel
from courseplanner.ui.panels.findings.panel import FindingsPanel
from courseplanner.ui.panels.length.panel import LengthPanel
from courseplanner.ui.panels.profile.panel import ProfilePanel
from courseplanner.ui.panels.stations.panel import StationsPanel
from courseplanner.ui.shell.commands import FileCommands, is_sample
from courseplanner.ui.shell.dialogs import Dialogs, QtDialogs
from courseplanner.ui.shell.garbage import GarbageKeeper
from courseplanner.ui.shell.log import Faults, default_log_folder
from courseplanner.ui.shell.window import Layout, Panels, Window
from courseplanner.ui.state import Notice

__all__ = ["Session"]

log = logging.getLogger(__name__)

_LOOK_FOR_SIGNALS_MS = 200


class Session(QObject):
    """One run of the app.

    Parameters
    ----------
    engine : Engine
        Started, and ended by whoever made it.
    store : SettingsFile
    page : MapPort
        The page of the map; what it needs must outlive the session.
    dialogs : Dialogs, optional
        Those of the system, if not given.
    """

    def __init__(
        self, engine: Engine, store: SettingsFile, page: MapPort, dialogs: Dialogs | None = None
    ) -> None:
        super().__init__()
        self._garbage = GarbageKeeper(self)
        self._garbage.begin()
        self._store = store
        self.settings = store.load()
        self.controller = Controller(engine, steps.opened(new_draft()).document)
        self.panels = Panels(
            MapPanel(page),
            BriefPanel(),
            CandidatesPanel(),
            FindingsPanel(),
            ProfilePanel(),
            StationsPanel(),
            LengthPanel(),
            ClimatePanel(),
        )
        self.commands = FileCommands(self.controller)
        self.window = Window(self.controller, self.panels, self.commands, self._runners())
        self.commands.dialogs = dialogs or QtDialogs(self.window)
        self._faults = Faults()
        self._wire()
        self._show_settings()

    def begin(self, file: Path) -> None:
        """Show the window, and open a file."""
        self._keep(map_was_ready=False)
        self.window.show()
        self.panels.brief.setFocus()  # Enter plans from the start
        self.controller.open_file(file, then_plan=is_sample(file))

    def watch_signals(self) -> None:
        """Close the window when the process is asked to end, from a terminal or by the system."""
        for name in ("SIGINT", "SIGTERM"):
            signal.signal(getattr(signal, name), lambda *_: QTimer.singleShot(0, self._end_now))
        # Python sees signals only when it runs: Qt's own loop would keep it from that.
        timer = QTimer(self, interval=_LOOK_FOR_SIGNALS_MS)
        timer.timeout.connect(lambda: None)
        timer.start()

    def take_faults(self) -> None:
        """Tell of errors that nobody foresaw, from now on."""
        self._faults.take_all()

    def end(self) -> None:
        """Let go of the page before its profile goes, once all is written."""
        self.controller.finish_writing()
        self.panels.climate.student.finish()
        self.panels.map.close_page()
        self.window.deleteLater()
        self._garbage.end()

    def _end_now(self) -> None:
        self._close()
        QApplication.exit()  # quit() would ask each window, and a window the person

    def _wire(self) -> None:
        window, controller = self.window, self.controller
        window.closing.connect(self._close)
        window.dropped.connect(self.commands.open_path)
        window.hints_closed.connect(partial(self._keep, hints_closed=True))
        controller.opened.connect(self._remember)
        self.panels.map.ready.connect(partial(self._keep, map_was_ready=True))
        self.panels.map.software_wanted.connect(self._want_software)
        # Errors of other threads come through the queue of events of this one.
        self._faults.happened.connect(self._tell_fault, Qt.ConnectionType.QueuedConnection)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._show_theme)

    def _runners(self) -> dict[str, Callable[[], object]]:
        return {
            "theme-system": partial(self._choose_theme, "system"),
            "theme-light": partial(self._choose_theme, "light"),
            "theme-dark": partial(self._choose_theme, "dark"),
            "software-map": self._switch_software,
            "show-log": self._show_log,
            "about": self._tell_about,
        }

    # Settings

    def _keep(self, **changes: object) -> None:
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        self._store.save(self.settings)

    def _show_settings(self) -> None:
        settings = self.settings
        self.window.restore(Layout(settings.window_geometry, settings.dock_state))
        self.window.hints.setVisible(not settings.hints_closed)
        self.window.actions_by_id["software-map"].setChecked(settings.software_rendering)
        self._show_recent()
        self._show_theme()

    def _show_recent(self) -> None:
        self.window.show_recent(self.settings.recent_files, self._open_recent)

    def _remember(self, path: Path) -> None:
        self._set_settings(with_recent(self.settings, path))
        self._show_recent()

    def _open_recent(self, path: Path) -> None:
        """Open a file, or forget it where it is gone."""
        if path.is_file():
            self.commands.open_path(path)
            return
        self._set_settings(without_recent(self.settings, path))
        self._show_recent()
        self.controller.noticed.emit(Notice(text("{path} is gone; the list no longer names it.", path=path)))

    def _set_settings(self, settings: Settings) -> None:
        self.settings = settings
        self._store.save(settings)

    def _close(self) -> None:
        """Keep where everything was; the work in the background ends with the engine."""
        layout = self.window.layout_now()
        self._keep(window_geometry=layout.geometry, dock_state=layout.docks)

    # Colours

    def _choose_theme(self, theme: Theme) -> None:
        self._keep(theme=theme)
        self._show_theme()

    def _show_theme(self) -> None:
        app = QApplication.instance()
        palette = palette_for(self.settings.theme)
        if isinstance(app, QApplication):
            apply_palette(app, palette)
        self.window.show_palette(palette)
        self.window.actions_by_id[f"theme-{self.settings.theme}"].setChecked(True)

    # What a person is informed of

    def _want_software(self) -> None:
        self.window.actions_by_id["software-map"].setChecked(True)
        self._switch_software()

    def _switch_software(self) -> None:
        wanted = self.window.actions_by_id["software-map"].isChecked()
        self._keep(software_rendering=wanted)
        words = (
            text("The map will be drawn without the graphics card. Start courseplanner again.")
            if wanted
            else text("The map will be drawn with the graphics card. Start courseplanner again.")
        )
        self.controller.noticed.emit(Notice(words, wrong=False))

    def _tell_fault(self, words: str) -> None:
        self.controller.noticed.emit(
            Notice(
                text(
                    "Something in the program failed ({words}). Help > Show the log has the rest.",
                    words=words,
                )
            )
        )

    def _show_log(self) -> None:
        folder = default_log_folder()
        if folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            return
        self.controller.noticed.emit(Notice(text("The log is kept in {folder}.", folder=folder), wrong=False))

    def _tell_about(self) -> None:
        words = text(
            "courseplanner {version}, Apache-2.0\n\n"
            "A plan is not a measurement, and never certified.\n\n"
            "Maps: © OpenStreetMap contributors, ODbL. Page of the map: folium and Leaflet. "
            "Window: Qt and PySide6 (LGPL-3.0).",
            version=__version__,
        )
        box = QMessageBox(parent=self.window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(str(text("About courseplanner")))
        box.setText(str(words))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
