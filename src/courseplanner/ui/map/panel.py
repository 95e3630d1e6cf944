"""The panel of the map: the page, or a sentence where there is none."""

from __future__ import annotations

import logging

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from courseplanner.base.i18n import Text, text
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.theme import Palette
from courseplanner.ui.map.bridge import MapPort
from courseplanner.ui.map.drawing import (
    MAP_WORDS,
    around,
    around_place,
    around_roads,
    candidate_lines,
    course_drawing,
    place_signs,
    pointing_at,
)
from courseplanner.ui.map.messages import (
    CandidateHovered,
    CandidatePicked,
    CourseHovered,
    Fit,
    FromPage,
    PageError,
    PageWords,
    Painted,
    Ready,
    SetPalette,
    ShowBasemap,
)
from courseplanner.ui.state import Pointing

__all__ = ["MapPanel"]

log = logging.getLogger(__name__)

PATIENCE_MS = 15_000
"""How long the page may take to start before the user is informed."""


class _StatePage(QWidget):
    """One sentence and at most one action, where the map would be."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.action = QPushButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch()
        column.addWidget(self.sentence)
        column.addSpacing(8)
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()

    def say(self, sentence: Text, action: Text | None = None) -> None:
        """Show a sentence, and a button where there is an action."""
        self.sentence.setText(str(sentence))
        self.action.setVisible(action is not None)
        self.action.setText("" if action is None else str(action))


class MapPanel(QWidget):
    """Shows the region, the candidates and the picked course on the map.

    Parameters
    ----------
    port : MapPort
        The page: a `MapView`, or a fake.
    patience_ms : int, optional
        How long the page may take to start.
    """

    candidate_hovered = Signal(object)
    """Id of a candidate, or `None`."""
    candidate_picked = Signal(str)
    course_hovered = Signal(object)
    """Chainage along the picked course, or `None`."""
    painted = Signal(str)
    """What was drawn for the first time."""
    ready = Signal()
    software_wanted = Signal()
    """The map did not start, and a person wants it drawn without the graphics card."""

    def __init__(self, port: MapPort, *, patience_ms: int = PATIENCE_MS) -> None:
        super().__init__()
        self._port = port
        self._html: bytes | None = None
        self._may_reload = True
        self._did_not_start = False
        self._document: Document | None = None
        self._basemaps: list[str] = []
        self._basemap_count = 0
        self._patience = QTimer(self, singleShot=True, interval=patience_ms)
        self._patience.timeout.connect(self._lose_patience)
        self._state = _StatePage()
        self._state.action.clicked.connect(self._act)
        self._stack = QStackedLayout(self)
        # The page lies below the sentence, not instead of it: Chromium draws nothing that is hidden.
        self._stack.setStackingMode(QStackedLayout.StackingMode.StackAll)
        port.widget().setAccessibleName(str(text("Map")))
        self._stack.addWidget(port.widget())
        self._stack.addWidget(self._state)
        self._say(text("The map is being loaded."))
        port.received.connect(self._hear)
        port.lost.connect(self._lose_page)
        port.send(PageWords({name: str(words) for name, words in MAP_WORDS.items()}))

    # What the window tells

    def set_page(self, html: bytes) -> None:
        """Load the page of the map."""
        self._html = html
        self.reload()

    def reload(self) -> None:
        """Load the page again; nothing happens before `set_page`."""
        self._may_reload = True
        self._load()

    def close_page(self) -> None:
        """Delete the page, for good: it must not outlive its profile."""
        self._patience.stop()
        self._port.close_page()

    def show_document(self, document: Document, changes: Change) -> None:
        """Draw what changed in the document."""
        before, self._document = self._document, document
        if changes & Change.REGION:
            self._port.send(place_signs(() if document.region is None else document.region.places))
        if changes & Change.CANDIDATES:
            self._port.send(candidate_lines(document.candidates))
        if changes & (Change.PICKED | Change.CANDIDATES):
            self._port.send(course_drawing(document.course))
        self._fit(_next_view(before, document, changes))

    def show_pointing(self, pointing: Pointing) -> None:
        """Draw what the mouse points at."""
        course = None if self._document is None else self._document.course
        self._port.send(pointing_at(pointing, course))

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._port.send(SetPalette(palette.colours()))

    def show_basemap(self, data: bytes) -> None:
        """Draw another basemap, from the bytes that the engine made."""
        self._basemap_count += 1
        name = f"basemap-{self._basemap_count}"
        self._basemaps.append(name)
        self._port.send(ShowBasemap(self._port.put(name, data)))

    def show_whole_course(self) -> None:
        """Move the map to the whole of the picked course."""
        if self._document is not None and self._document.course is not None:
            self._fit(around(self._document.course.course))

    def show_whole_region(self) -> None:
        """Move the map to the whole region."""
        if self._document is not None and self._document.region is not None:
            self._fit(Fit(self._document.region.bbox))

    def show_place(self, at_m: float) -> None:
        """Move the map to a chainage of the picked course."""
        if self._document is not None and self._document.course is not None:
            self._fit(around_place(self._document.course.course, at_m))

    # What the page tells

    def _hear(self, message: FromPage) -> None:
        match message:
            case Ready():
                self._patience.stop()
                self._stack.setCurrentWidget(self._port.widget())
                self._state.hide()
                self.ready.emit()
            case Painted(what):
                self._drop_old_basemaps(what)
                self.painted.emit(what)
            case CandidateHovered(candidate):
                self.candidate_hovered.emit(candidate)
            case CandidatePicked(candidate):
                self.candidate_picked.emit(candidate)
            case CourseHovered(at_m):
                self.course_hovered.emit(at_m)
            case PageError(words):
                log.error("the page of the map failed: %s", words)

    def _drop_old_basemaps(self, painted: str) -> None:
        # The page may still be fetching an older one until it has drawn the newest.
        if painted == "basemap":
            for name in self._basemaps[:-1]:
                self._port.drop(name)
            del self._basemaps[:-1]

    # The page itself

    def _load(self) -> None:
        if self._html is None:
            return
        self._did_not_start = False
        self._say(text("The map is being loaded."))
        self._patience.start()
        self._port.load_page(self._html)

    def _lose_page(self) -> None:
        """Load the page again by itself, but only once: what killed it may do so again."""
        self._patience.stop()
        if self._may_reload:
            self._may_reload = False
            # Not from within the signal of the process that has just ended.
            QTimer.singleShot(0, self, self._load)
        else:
            self._say(text("The map stopped working; nothing else is lost."), text("Load the map again"))

    def _lose_patience(self) -> None:
        self._did_not_start = True
        self._say(
            text("The map did not start, perhaps because of the graphics card."),
            text("Draw without the graphics card"),
        )

    def _act(self) -> None:
        if self._did_not_start:
            self.software_wanted.emit()
        else:
            self.reload()

    def _say(self, sentence: Text, action: Text | None = None) -> None:
        self._state.say(sentence, action)
        self._state.show()
        self._stack.setCurrentWidget(self._state)

    def _fit(self, view: Fit | None) -> None:
        if view is not None:
            self._port.send(view)


def _next_view(before: Document | None, document: Document, changes: Change) -> Fit | None:
    """Tell what the map should show now: it moves only where a person would have to move it."""
    if changes & (Change.PICKED | Change.CANDIDATES) and document.course is not None:
        had_course = before is not None and before.course is not None
        return around(document.course.course, gently=had_course)
    is_new = before is None or before.region is not document.region
    if changes & Change.REGION and document.region is not None and is_new:
        return around_roads(document.region)
    return None
