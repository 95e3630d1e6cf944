"""One finding: its sign, what was checked and found, its margin, where, and what would settle it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from courseplanner.base.i18n import text
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.ui.look.figures import measured, place_words
from courseplanner.ui.look.notice import plain_label
from courseplanner.ui.look.theme import LIGHT, Palette
from courseplanner.ui.panels.findings.margin import MarginBar

__all__ = ["COLOURS", "FindingRow"]

COLOURS = {Status.FAIL: "fail", Status.WARN: "warn", Status.UNKNOWN: "unknown", Status.PASS: "good"}
"""Names of the colours of the palette for each severity."""

_MOST_PLACES = 6
_SIGN_PX = 18


class FindingRow(QWidget):
    """Shows a finding.

    Parameters
    ----------
    finding : Finding
    """

    place_wanted = Signal(float)
    """Chainage of a place that was clicked."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._finding = finding
        self._sign = QLabel(finding.status.sign)
        self._sign.setFixedWidth(_SIGN_PX)
        self._title = plain_label(finding.title)
        self._words = plain_label(_begun(str(finding.words)))
        self._needs = None if finding.needs is None else plain_label(text("Needs {what}", what=finding.needs))
        self._bar: MarginBar | None = None
        if finding.measured is not None and finding.limit is not None:
            self._bar = MarginBar(finding.measured, finding.limit, COLOURS[finding.status])
            self._bar.setToolTip(str(_margin_words(finding)))
            self._bar.setAccessibleName(str(_margin_words(finding)))
        self.places = _Places(finding.at_m) if finding.at_m else None
        if self.places is not None:
            self.places.linkActivated.connect(self._say_place)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(2)
        for part in (self._title, self._words, self._bar, self.places, self._needs):
            if part is not None:
                column.addWidget(part)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 5, 10, 5)
        grid.setHorizontalSpacing(4)
        grid.addWidget(self._sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(column, 0, 1)
        grid.setColumnStretch(1, 1)

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        colour = palette.colours()[COLOURS[self._finding.status]]
        self._sign.setStyleSheet(f"color: {colour}; font-weight: bold;")
        self._title.setStyleSheet(f"color: {palette.ink}; font-weight: bold;")
        self._words.setStyleSheet(f"color: {palette.ink};")
        if self._needs is not None:
            self._needs.setStyleSheet(f"color: {palette.muted};")
        if self._bar is not None:
            self._bar.show_palette(palette)
        if self.places is not None:
            self.places.show_palette(palette)

    def _say_place(self, link: str) -> None:
        self.place_wanted.emit(float(link))


def _begun(words: str) -> str:
    """Begin a sentence with a capital letter."""
    return words[:1].upper() + words[1:]


def _margin_words(finding: Finding) -> object:
    return text(
        "{measured}, limit {limit}",
        measured=measured(finding.measured, finding.unit),
        limit=measured(finding.limit, finding.unit),
    )


class _Places(QLabel):
    """Links to the places of a finding. This label alone is rich text: it holds figures only."""

    def __init__(self, at_m: tuple[float, ...]) -> None:
        super().__init__()
        self._at_m = at_m
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.show_palette(LIGHT)

    def show_palette(self, palette: Palette) -> None:
        """Take other colours: a label keeps those of links from when its words were set."""
        first = self._at_m[:_MOST_PLACES]
        words = ", ".join(_link(float(at_m), palette.accent) for at_m in first)
        more = len(self._at_m) - len(first)
        if more:
            words = str(text("{places} and {more} more", places=words, more=more))
        self.setText(words)


def _link(at_m: float, colour: str) -> str:
    words = str(place_words(at_m)).replace(" ", "&nbsp;")
    return f'<a href="{at_m!r}" style="color: {colour}">{words}</a>'
