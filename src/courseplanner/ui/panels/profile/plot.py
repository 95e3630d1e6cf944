"""The plot of the profile: kilometres along the course, zoomed and moved along it only."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from courseplanner.base.i18n import text
from courseplanner.model.weather.runner_conditions import RunnerConditions
from courseplanner.ui.look.theme import LIGHT, Palette
from courseplanner.ui.panels.profile.content import Content
from courseplanner.ui.panels.profile.lanes import ALL_LANES, LANE_NAMES, Lanes
from courseplanner.ui.panels.profile.runners import RUNNER_LANES

__all__ = ["CoursePlot"]

_ROOM_PART = 0.02
"""Room before the start and after the finish, as a part of the length."""
_LEAST_KM = 0.1
_NAMES_PX = 84
_GRID_OPACITY = 90


class _Kilometres(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """The axis along the course."""

    def tickStrings(  # noqa: N802 - pyqtgraph's name
        self, values: Sequence[float], scale: float, _spacing: float
    ) -> list[str]:
        """Write the ticks with their unit, as the boards of the course count."""
        return [str(text("{km:g} km", km=round(value * scale, 6))) for value in values]


class CoursePlot(QWidget):
    """Draws the lanes of a course, and a line at the place that is pointed at.

    Parameters
    ----------
    parent : QWidget, optional
    """

    pointed = Signal(object)
    """Chainage that the mouse is on, or `None`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length_km: float | None = None
        self._axis = _Kilometres(orientation="bottom")
        self.plot = pg.PlotWidget(axisItems={"bottom": self._axis}, enableMenu=False)
        self._box = self.plot.plotItem.vb
        self._lanes = Lanes()
        self._line = pg.InfiniteLine(angle=90, movable=False)
        self._set_up()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plot)
        self.show_palette(LIGHT)

    def _set_up(self) -> None:
        plot = self.plot
        plot.hideButtons()
        plot.setMouseEnabled(x=True, y=False)
        plot.setFrameShape(plot.Shape.NoFrame)
        plot.plotItem.setContentsMargins(2, 0, 8, 0)
        plot.addItem(self._lanes, ignoreBounds=True)
        plot.addItem(self._line, ignoreBounds=True)
        self._line.setZValue(10)
        self._line.hide()
        names = plot.getAxis("left")
        self._show_lanes(())
        names.setStyle(tickLength=0)
        names.setWidth(_NAMES_PX)
        self._axis.setGrid(_GRID_OPACITY)
        self._axis.setStyle(hideOverlappingLabels=False)
        self._box.sigXRangeChanged.connect(self._note_range)
        plot.scene().sigMouseClicked.connect(self._reset_on_double_click)
        plot.viewport().installEventFilter(self)
        plot.setAccessibleName(str(text("Profile of the course that is picked")))

    def show_content(self, content: Content | None, *, keep_range: bool = False) -> None:
        """Draw another course.

        Parameters
        ----------
        content : Content or None
        keep_range : bool
            Whether to leave the part that is in sight as it is.
        """
        self._lanes.show_content(content)
        along = () if content is None else content.along
        self._show_lanes(along)
        self._length_km = None if content is None else content.length_m / 1000.0
        self.show_place(None)
        if content is None or self._length_km is None:
            return
        self._axis.setScale(content.counted_m / content.length_m)
        room = self._length_km * _ROOM_PART
        self._box.setLimits(
            xMin=-room,
            xMax=self._length_km + room,
            minXRange=min(_LEAST_KM, self._length_km),
            maxXRange=self._length_km + 2.0 * room,
            yMin=-float(len(along)),
            yMax=ALL_LANES,
            minYRange=ALL_LANES + len(along),
            maxYRange=ALL_LANES + len(along),
        )
        if not keep_range:
            self.show_all()

    def _show_lanes(self, along: Sequence[RunnerConditions]) -> None:
        """Make room for the lanes of runners below the others, and name all."""
        ticks = [(lane.middle, str(name)) for lane, name in LANE_NAMES.items()]
        ticks += [(-0.5 - number, str(RUNNER_LANES[met.runner])) for number, met in enumerate(along)]
        self.plot.getAxis("left").setTicks([ticks])
        # Limits of an earlier course would hold the range back.
        self._box.setLimits(yMin=None, yMax=None, minYRange=None, maxYRange=None)
        self.plot.setYRange(-float(len(along)), ALL_LANES, padding=0.0)

    def show_all(self) -> None:
        """Show the course from start to finish."""
        if self._length_km is not None:
            room = self._length_km * _ROOM_PART
            self._box.setXRange(-room, self._length_km + room, padding=0.0)

    def show_place(self, at_m: float | None) -> None:
        """Draw the line at a chainage, or none."""
        self._line.setVisible(at_m is not None and self._length_km is not None)
        if at_m is not None:
            self._line.setValue(at_m / 1000.0)

    @property
    def place_m(self) -> float | None:
        """Chainage of the line; `None` where there is none."""
        return 1000.0 * float(self._line.value()) if self._line.isVisible() else None

    @property
    def range_km(self) -> tuple[float, float]:
        """The part of the course that is in sight."""
        low, high = self._box.viewRange()[0]
        return float(low), float(high)

    def chainage_at(self, position: QPoint) -> float | None:
        """Give the chainage at a position in the viewport of the plot; `None` beside the course."""
        if self._length_km is None:
            return None
        scene = self.plot.mapToScene(position)
        if not self._box.sceneBoundingRect().contains(QPointF(scene)):
            return None
        km = float(self._box.mapSceneToView(QPointF(scene)).x())
        return 1000.0 * km if 0.0 <= km <= self._length_km else None

    def pixel_of(self, at_m: float) -> QPoint:
        """Give the position of a chainage in the viewport of the plot, in the middle of its height."""
        scene = self._box.mapViewToScene(QPointF(at_m / 1000.0, ALL_LANES / 2.0))
        return QPoint(self.plot.mapFromScene(scene))

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self.plot.setBackground(palette.field)
        for name in ("left", "bottom"):
            axis = self.plot.getAxis(name)
            axis.setPen(palette.line)
            axis.setTextPen(palette.muted)
        self._axis.setTickPen(palette.muted)
        self._line.setPen(pg.mkPen(palette.accent, width=1.5))
        self._lanes.colours = palette
        self._lanes.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Watch the mouse over the plot."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self.pointed.emit(self.chainage_at(event.position().toPoint()))
        elif event.type() == QEvent.Type.Leave:
            self.pointed.emit(None)
        return super().eventFilter(watched, event)

    def _note_range(self, _box: object, shown_km: tuple[float, float]) -> None:
        self._lanes.show_range(*shown_km)

    def _reset_on_double_click(self, event: pg.GraphicsScene.mouseEvents.MouseClickEvent) -> None:
        if event.double() and event.button() == Qt.MouseButton.LeftButton:
            self.show_all()
