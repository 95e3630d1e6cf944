"""The shape of the course: four buttons with a small drawing on each."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from courseplanner.ui.look.theme import LIGHT, Palette
from courseplanner.ui.panels.brief.editors.editors import Editor
from courseplanner.ui.panels.brief.fields.field import SHAPES, Field

__all__ = ["ShapeEditor", "shape_icon"]

_SIZE = QSize(40, 24)
_SCALE = 3
"""Pixels to a point of the drawing, so that it is sharp on fine screens too."""


class ShapeEditor(Editor):
    """Chooses among the shapes; arrow keys go through them."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for word, name in SHAPES.items():
            button = QToolButton()
            button.setCheckable(True)
            button.setText(str(name).replace(" ", "\n", 1))
            button.setToolTip(str(name))
            button.setAccessibleName(str(name))
            button.setIconSize(_SIZE)
            button.setFixedHeight(_SIZE.height() + 2 * self.fontMetrics().height() + 12)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(20)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setObjectName("shape")
            button.clicked.connect(lambda _checked=False, word=word: self.tell(word))
            button.toggled.connect(lambda checked, word=word: self._toggled(word, checked=checked))
            self._group.addButton(button)
            self.buttons[word] = button
            box.addWidget(button, 1)
        self._writing = False
        self.write(None)
        self.show_palette(LIGHT)

    def write(self, value: object) -> None:
        """Put a shape in that differs from the current one; an unknown one checks none."""
        word = "loop" if value is None else value
        self._writing = True
        self._group.setExclusive(False)
        for own, button in self.buttons.items():
            button.setChecked(own == word)
        self._group.setExclusive(True)
        self._writing = False

    def main_widget(self) -> QWidget:
        """Give the widget that takes the keys."""
        return self._group.checkedButton() or self.buttons["loop"]

    def show_palette(self, palette: Palette) -> None:
        """Take the colours."""
        for word, button in self.buttons.items():
            button.setIcon(shape_icon(word, palette.ink, palette.on_accent))

    def _toggled(self, word: str, *, checked: bool) -> None:
        # Arrow keys check the next button of a group without a click.
        if checked and not self._writing:
            self.tell(word)


def shape_icon(word: str, ink: str, ink_when_chosen: str) -> QIcon:
    """Draw a shape as it runs: from a dot, to a flag where it ends elsewhere."""
    icon = QIcon()
    icon.addPixmap(_drawn(word, ink), QIcon.Mode.Normal, QIcon.State.Off)
    icon.addPixmap(_drawn(word, ink_when_chosen), QIcon.Mode.Normal, QIcon.State.On)
    return icon


def _drawn(word: str, colour: str) -> QPixmap:
    pixmap = QPixmap(_SIZE * _SCALE)
    pixmap.setDevicePixelRatio(_SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(QColor(colour), 1.8, Qt.PenStyle.SolidLine, cap, join))
    painter.drawPath(_LINES[word]())
    painter.setBrush(QColor(colour))
    for at in _DOTS[word]:
        painter.drawEllipse(at, 2.2, 2.2)
    painter.end()
    return pixmap


def _loop() -> QPainterPath:
    path = QPainterPath(QPointF(20, 21))
    path.cubicTo(QPointF(2, 23), QPointF(5, 3), QPointF(17, 5))
    path.cubicTo(QPointF(24, 6), QPointF(28, 1), QPointF(33, 7))
    path.cubicTo(QPointF(38, 14), QPointF(32, 20), QPointF(20, 21))
    return path


def _point_to_point() -> QPainterPath:
    path = QPainterPath(QPointF(5, 19))
    path.cubicTo(QPointF(16, 22), QPointF(13, 6), QPointF(21, 11))
    path.cubicTo(QPointF(27, 15), QPointF(27, 3), QPointF(35, 5))
    return path


def _out_and_back() -> QPainterPath:
    path = QPainterPath(QPointF(5, 17))
    path.cubicTo(QPointF(14, 18), QPointF(20, 12), QPointF(31, 12))
    path.arcTo(29, 6.5, 5.5, 5.5, -90, 180)
    path.cubicTo(QPointF(20, 6.5), QPointF(15, 12), QPointF(5, 10))
    return path


def _laps() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(20, 12), 15, 9.5)
    path.addEllipse(QPointF(20, 12), 10, 5)
    return path


_LINES = {"loop": _loop, "point-to-point": _point_to_point, "out-and-back": _out_and_back, "laps": _laps}
_DOTS = {
    "loop": [QPointF(20, 21)],
    "point-to-point": [QPointF(5, 19), QPointF(35, 5)],
    "out-and-back": [QPointF(5, 17)],
    "laps": [QPointF(20, 19.3)],
}
