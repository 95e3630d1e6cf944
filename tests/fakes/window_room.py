"""A window with real panels over a fake engine, a fake map and fake dialogs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

from courseplanner.ui.look.theme import LIGHT
from courseplanner.ui.map.panel import MapPanel
from courseplanner.ui.panels.brief.panel import BriefPanel
from courseplanner.ui.panels.candidates.panel import CandidatesPanel
from courseplanner.ui.panels.climate.panel import ClimatePanel
from courseplanner.ui.panels.findings.panel import FindingsPanel
from courseplanner.ui.panels.length.panel import LengthPanel
from courseplanner.ui.panels.profile.panel import ProfilePanel
from courseplanner.ui.panels.stations.panel import StationsPanel
from courseplanner.ui.shell.commands import FileCommands
from courseplanner.ui.shell.window import Panels, Window
from fakes.controller_room import ControllerRoom
from fakes.dialogs import FakeDialogs
from fakes.map import FakeMap

__all__ = ["WindowRoom"]

_OF_THE_SESSION = ("theme-system", "theme-light", "theme-dark", "software-map", "show-log", "about")


class WindowRoom(ControllerRoom):
    """A desk with its window.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.map = FakeMap()
        self.dialogs = FakeDialogs()
        self.ran: list[str] = []
        self.window = self.another_window()

    def another_window(self) -> Window:
        """Make a window over the same desk."""
        panels = Panels(
            MapPanel(self.map if not hasattr(self, "window") else FakeMap()),
            BriefPanel(),
            CandidatesPanel(),
            FindingsPanel(),
            ProfilePanel(),
            StationsPanel(),
            LengthPanel(),
            ClimatePanel(),
        )
        commands = FileCommands(self.controller)
        commands.dialogs = self.dialogs
        run: dict[str, Callable[[], object]] = {
            name: partial(self.ran.append, name) for name in _OF_THE_SESSION
        }
        self.panels = panels
        window = Window(self.controller, panels, commands, run)
        window.show_palette(LIGHT)
        return window

    def show(self) -> None:
        """Show the window with all that it shows in time, and let it have the keyboard."""
        self.window.show()
        self.window.activateWindow()
        self.window.setFocus()
        QTest.qWaitForWindowActive(self.window)
        self.window.finish_showing()
        QApplication.processEvents()

    def press(self, key: Qt.Key, *, ctrl: bool = False, on: QWidget | None = None) -> None:
        """Press a key where the keyboard is, or on a widget."""
        modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        target = on or QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifier)

    def dock(self, name: str) -> QDockWidget:
        """Give the dock of a panel."""
        found = self.window.findChild(QDockWidget, name)
        assert isinstance(found, QDockWidget)
        return found

    def middle_of_row(self, row: int) -> QPoint:
        """Give where a row of the candidates lies in the viewport of its table."""
        view = self.panels.candidates.view
        return view.visualRect(view.model().index(row, 0)).center()
