"""The window: it puts the panels together and wires them to the controller, and does nothing else."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QLabel,
    QMainWindow,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from courseplanner.base.i18n import Text, text
from courseplanner.project.document import Change, Document
from courseplanner.ui.controller import BRIEF_ENDING, OSM_ENDINGS, Controller
from courseplanner.ui.look.theme import Palette
from courseplanner.ui.map.panel import MapPanel
from courseplanner.ui.panels.brief.panel import BriefPanel
from courseplanner.ui.panels.candidates.panel import CandidatesPanel
from courseplanner.ui.panels.climate.panel import ClimatePanel
from courseplanner.ui.panels.findings.panel import FindingsPanel
from courseplanner.ui.panels.length.panel import LengthPanel
from courseplanner.ui.panels.profile.panel import ProfilePanel
from courseplanner.ui.panels.stations.panel import StationsPanel
from courseplanner.ui.shell.actions import ACTIONS, MENUS, PICK_KEYS, build_actions, enable_actions, in_menu
from courseplanner.ui.shell.banners import HintBanner, NoticeBanner
from courseplanner.ui.shell.commands import FileCommands, runners
from courseplanner.ui.shell.finder import Finder
from courseplanner.ui.shell.placing import Place
from courseplanner.ui.shell.status import status_words
from courseplanner.ui.staggered_updates import StaggeredUpdates
from courseplanner.ui.state import Pointing, Work

__all__ = ["Layout", "Panels", "Window"]

_LAYOUT_VERSION = 4


@dataclass(frozen=True, slots=True)
class Panels:
    """The panels of the window; none knows another."""

    map: MapPanel
    brief: BriefPanel
    candidates: CandidatesPanel
    findings: FindingsPanel
    profile: ProfilePanel
    stations: StationsPanel
    length: LengthPanel
    climate: ClimatePanel


@dataclass(frozen=True, slots=True)
class Layout:
    """Where window and panels are, as text that can be kept."""

    geometry: str = ""
    docks: str = ""


class Window(QMainWindow):
    """The main window.

    Parameters
    ----------
    controller : Controller
    panels : Panels
    commands : FileCommands
    run : dict of str to callable
        What runs for the ids of those actions that neither files nor panels stand behind.
    """

    closing = Signal()
    """The window closes; what a person wants to keep is saved."""
    dropped = Signal(object)
    """Path of a file that was dropped on the window."""
    hints_closed = Signal()

    def __init__(
        self,
        controller: Controller,
        panels: Panels,
        commands: FileCommands,
        run: dict[str, Callable[[], object]],
    ) -> None:
        super().__init__()
        self._controller, self._panels, self._commands = controller, panels, commands
        self.notices, self.hints = NoticeBanner(), HintBanner()
        self._status = QLabel()
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        self._place = Place(self)
        self.setAcceptDrops(True)
        self._put_map()
        self._docks = self._made_docks()
        self._put_docks()
        self.statusBar().addWidget(self._status, 1)
        self.actions_by_id = build_actions(self, {**runners(commands), **self._own_runners(), **run})
        self.recent_menu = QMenu(str(text("Open again")), self)
        self._put_menus()
        self._put_pick_keys()
        # What a person looks at last is drawn last; each in a frame of its own.
        self._later = StaggeredUpdates(
            (
                panels.candidates,
                panels.map,
                panels.findings,
                panels.profile,
                panels.stations,
                panels.length,
                panels.climate,
            ),
            self,
        )
        self._wire()
        self._show_document(controller.document, Change.EVERYTHING)

    # Putting together

    def _put_map(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.hints)
        column.addWidget(self.notices)
        column.addWidget(self._panels.map, 1)
        self.hints.closed.connect(self.hints.hide)
        self.hints.closed.connect(self.hints_closed)
        self.hints.hide()
        self.setCentralWidget(middle)

    def _made_docks(self) -> dict[str, QDockWidget]:
        """Make the docks, in the order in which the Tab key goes through them."""
        panels = self._panels
        titled: tuple[tuple[str, Text, QWidget], ...] = (
            ("brief", text("Brief"), panels.brief),
            ("candidates", text("Candidates"), panels.candidates),
            ("findings", text("Findings"), panels.findings),
            ("profile", text("Profile"), panels.profile),
            ("stations", text("Stations"), panels.stations),
            ("length", text("Length"), panels.length),
            ("climate", text("Climate"), panels.climate),
        )
        docks = {}
        for name, title, panel in titled:
            docks[name] = QDockWidget(str(title), self)
            docks[name].setObjectName(name)
            docks[name].setWidget(panel)
        area = Qt.DockWidgetArea
        self.setCorner(Qt.Corner.BottomLeftCorner, area.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, area.RightDockWidgetArea)
        return docks

    def _put_docks(self) -> None:
        """Put the panels where they are at first."""
        area = Qt.DockWidgetArea
        places = {
            "brief": area.LeftDockWidgetArea,
            "candidates": area.RightDockWidgetArea,
            "findings": area.RightDockWidgetArea,
            "profile": area.BottomDockWidgetArea,
            "stations": area.BottomDockWidgetArea,
            "length": area.BottomDockWidgetArea,
            "climate": area.BottomDockWidgetArea,
        }
        for name, where in places.items():
            dock = self._docks[name]
            self.addDockWidget(where, dock)
            dock.setFloating(False)
            dock.show()
        brief, candidates, findings, profile, stations, length, climate = self._docks.values()
        self.tabifyDockWidget(profile, stations)
        self.tabifyDockWidget(stations, length)
        self.tabifyDockWidget(length, climate)
        profile.raise_()
        self.resizeDocks([brief, candidates], [310, 350], Qt.Orientation.Horizontal)
        self.resizeDocks([candidates, findings], [360, 280], Qt.Orientation.Vertical)
        self.resizeDocks([profile], [240], Qt.Orientation.Vertical)

    def _put_menus(self) -> None:
        for menu_id, label in MENUS.items():
            menu = self.menuBar().addMenu(str(label))
            menu.setObjectName(menu_id)
            if menu_id == "view":
                for dock in self._docks.values():
                    menu.addAction(dock.toggleViewAction())
                menu.addSeparator()
            for spec in in_menu(menu_id):
                if spec.new_part:
                    menu.addSeparator()
                menu.addAction(self.actions_by_id[spec.id])
                if spec.id == "open":
                    menu.addMenu(self.recent_menu)

    def _put_pick_keys(self) -> None:
        for number in range(1, PICK_KEYS + 1):
            shortcut = QShortcut(QKeySequence(str(number)), self)
            shortcut.activated.connect(partial(self._controller.pick_at, number - 1))

    def _own_runners(self) -> dict[str, Callable[[], object]]:
        panels, controller = self._panels, self._controller
        return {
            "quit": self.close,
            "plan": controller.plan,
            "cancel": controller.cancel,
            "next-candidate": partial(controller.pick_beside, 1),
            "previous-candidate": partial(controller.pick_beside, -1),
            "show-course": panels.map.show_whole_course,
            "show-region": panels.map.show_whole_region,
            "reload-map": panels.map.reload,
            "reset-panels": self._put_docks,
            "full-screen": self._toggle_full_screen,
            "find-action": self._find_action,
            "show-hints": self.hints.show,
        }

    def _wire(self) -> None:
        controller, panels = self._controller, self._panels
        controller.changed.connect(self._show_document)
        controller.work_changed.connect(self._show_work)
        controller.pointing_changed.connect(self._show_pointing)
        controller.opened.connect(self.notices.hide)
        controller.noticed.connect(self.notices.show_notice)
        controller.map_read.connect(panels.map.show_basemap)
        controller.page_built.connect(panels.map.set_page)
        panels.brief.value_changed.connect(controller.set_value)
        panels.brief.plan_wanted.connect(controller.plan)
        panels.brief.cancel_wanted.connect(controller.cancel)
        panels.brief.files_wanted.connect(self._commands.add_files)
        panels.candidates.plan_wanted.connect(controller.plan)
        panels.candidates.picked.connect(controller.pick)
        panels.map.candidate_picked.connect(controller.pick)
        for hovered in (panels.candidates.hovered, panels.map.candidate_hovered):
            hovered.connect(self._point_at_candidate)
        for pointed in (panels.profile.pointed, panels.map.course_hovered):
            pointed.connect(self._point_along)
        for panel in (panels.findings, panels.stations, panels.length):
            panel.place_wanted.connect(panels.map.show_place)
            panel.place_wanted.connect(self._point_along)
        panels.climate.value_chosen.connect(controller.set_value)

    # Showing

    def _show_document(self, document: Document, changes: Change) -> None:
        # Only the form is shown at once: somebody is typing there.
        self._panels.brief.show_document(document, changes)
        self._later.show(document, changes)
        words = str(status_words(document))
        self._status.setText(words)
        self._status.setToolTip(words)
        enable_actions(self.actions_by_id, document, self._controller.work)
        if changes & Change.DRAFT:
            self._show_title(document)

    def finish_showing(self) -> None:
        """Show now what else would come with the next turns of the event loop."""
        self._later.finish()

    def _show_title(self, document: Document) -> None:
        path = document.draft.path
        name = path.name if path is not None else str(text("new brief"))
        name = name.replace("[*]", "[*][*]")  # Qt would show the mark of changes there
        self.setWindowTitle(f"{name}[*] – courseplanner")
        self.setWindowModified(document.draft.is_dirty)

    def _show_work(self, work: Work | None) -> None:
        self._panels.brief.show_work(work)
        self._panels.candidates.show_work(work)
        enable_actions(self.actions_by_id, self._controller.document, work)

    def _show_pointing(self, pointing: Pointing) -> None:
        # A chainage means nothing to a panel that has not got the course yet.
        self.finish_showing()
        for panel in (self._panels.map, self._panels.candidates, self._panels.profile):
            panel.show_pointing(pointing)

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        panels = self._panels
        for part in (
            panels.map,
            panels.brief,
            panels.candidates,
            panels.findings,
            panels.profile,
            panels.stations,
            panels.length,
            panels.climate,
        ):
            part.show_palette(palette)
        self.notices.show_palette(palette)
        self.hints.show_palette(palette)

    def show_recent(self, paths: tuple[Path, ...], open_path: Callable[[Path], None]) -> None:
        """List the files that were opened last."""
        self.recent_menu.clear()
        for path in paths:
            action = self.recent_menu.addAction(f"{path.name}  –  {path.parent}".replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, path=path: open_path(path))
        self.recent_menu.setEnabled(bool(paths))

    def _point_at_candidate(self, candidate: str | None) -> None:
        self._controller.point(Pointing(candidate, self._controller.pointing.at_m))

    def _point_along(self, at_m: float | None) -> None:
        self._controller.point(Pointing(self._controller.pointing.candidate, at_m))

    def _find_action(self) -> None:
        others = (self.actions_by_id[spec.id] for spec in ACTIONS if spec.id != "find-action")
        finder = Finder(others, self)
        finder.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        finder.adjustSize()
        middle = self.rect().center()
        finder.move(self.mapToGlobal(middle) - finder.rect().center())
        finder.show()
        finder.typed.setFocus()

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # Keeping

    def layout_now(self) -> Layout:
        """Tell where window and panels are."""
        return Layout(_as_text(self.saveGeometry()), _as_text(self.saveState(_LAYOUT_VERSION)))

    def restore(self, layout: Layout) -> None:
        """Put window and panels where they were; what can't be read is left out."""
        if layout.geometry:
            self.restoreGeometry(_as_bytes(layout.geometry))
        if layout.docks:
            self.restoreState(_as_bytes(layout.docks), _LAYOUT_VERSION)

    # Qt's own events

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Come inside the screen."""
        super().showEvent(event)
        if not event.spontaneous():
            self._place.note_shown()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Let files be dropped that can be opened."""
        if _dropped_file(event.mimeData()) is not None:
            _accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Open a file that was dropped."""
        path = _dropped_file(event.mimeData())
        if path is not None:
            _accept_copy(event)
            # The program that it came from waits until this event ends.
            QTimer.singleShot(0, partial(self.dropped.emit, path))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close, but not over changes that a person wants to keep."""
        if not self._commands.may_lose_changes():
            event.ignore()
            return
        self.closing.emit()
        event.accept()


def _accept_copy(event: QDropEvent) -> None:
    """Accept a drop, but never as a move: the program that it came from might delete the file."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def _dropped_file(data: QMimeData) -> Path | None:
    """Give the first file among what is dropped that can be opened."""
    for url in data.urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.name.casefold().endswith((BRIEF_ENDING, *OSM_ENDINGS)):
            return path
    return None


def _as_text(array: QByteArray) -> str:
    return base64.b64encode(array.data()).decode("ascii")


def _as_bytes(words: str) -> QByteArray:
    try:
        return QByteArray(base64.b64decode(words, validate=True))
    except ValueError:
        return QByteArray()
