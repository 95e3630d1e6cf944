"""A group of findings of one severity, which can be folded."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from courseplanner.base.i18n import Text, text
from courseplanner.model.rulebook.finding import Finding, Status, most_settling
from courseplanner.ui.look.notice import plain_label
from courseplanner.ui.look.theme import LIGHT, Palette
from courseplanner.ui.panels.findings.row import COLOURS, FindingRow

__all__ = ["FindingGroup"]


class FindingGroup(QWidget):
    """Shows the findings of one severity; hides where there are none.

    Its rows are made a few at a time, by `add_some`: dozens at once would hold up the window. Those of a
    group that is folded are made when it is unfolded.

    Parameters
    ----------
    status : Status
    title : Text
    folded : bool
        Whether it is folded at first; then as a person leaves it.
    """

    place_wanted = Signal(float)
    rows_wanted = Signal()
    """It was unfolded, and has rows to make."""

    def __init__(self, status: Status, title: Text, *, folded: bool) -> None:
        super().__init__()
        self._status, self._title = status, title
        self._palette = LIGHT
        self.rows: list[FindingRow] = []
        self._coming: list[Finding] = []
        self.heading = QToolButton()
        self.heading.setCheckable(True)
        self.heading.setChecked(not folded)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setAutoRaise(True)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.heading.toggled.connect(self._fold)
        self.settling = plain_label()
        self.settling.setContentsMargins(28, 0, 10, 2)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 4)
        self._column.setSpacing(0)
        self._column.addWidget(self.settling)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self._body)
        self._fold(unfolded=not folded)
        self.hide()

    @property
    def folded(self) -> bool:
        """Whether the findings are out of sight."""
        return self._body.isHidden()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Take the findings of this severity among others."""
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = []
        self._coming = [finding for finding in findings if finding.status == self._status]
        self.heading.setText(f"{self._status.sign}  {self._title}  {len(self._coming)}")
        settling = ", ".join(f"{needs} ({count})" for needs, count in most_settling(self._coming))
        self.settling.setText(str(text("Most useful data to add: {things}", things=settling)))
        self.settling.setVisible(bool(settling))
        self.setVisible(bool(self._coming))

    @property
    def wants_rows(self) -> bool:
        """Whether rows are to be made that are in sight."""
        return bool(self._coming) and not self.folded

    def add_some(self, most: int) -> None:
        """Make the next rows, at most so many."""
        for finding in self._coming[:most]:
            row = FindingRow(finding)
            row.show_palette(self._palette)
            row.place_wanted.connect(self.place_wanted)
            self._column.addWidget(row)
            self.rows.append(row)
        del self._coming[:most]

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._palette = palette
        colour = palette.colours()[COLOURS[self._status]]
        self.heading.setStyleSheet(
            f"QToolButton {{ color: {colour}; border: none; padding: 4px 6px; font-weight: bold; }}"
            f"QToolButton:hover, QToolButton:focus {{ background: {palette.raised}; }}"
        )
        self.settling.setStyleSheet(f"color: {palette.muted};")
        for row in self.rows:
            row.show_palette(palette)

    def _fold(self, unfolded: bool) -> None:  # noqa: FBT001 - the signal passes it so
        self._body.setVisible(unfolded)
        self.heading.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)
        if self.wants_rows:
            self.rows_wanted.emit()
