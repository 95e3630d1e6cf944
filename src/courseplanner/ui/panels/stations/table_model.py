"""The stations of a course as a table, in running order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from courseplanner.base.i18n import Text, text
from courseplanner.model.course.kilometrage import Kilometrage
from courseplanner.model.course.stations import MODE_NAMES, Side, Station, StationKind
from courseplanner.ui.look.figures import plain, tip

__all__ = ["AGAIN_COLUMN", "COLUMNS", "KIND_NAMES", "WHERE_COLUMN", "StationTable"]

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

KIND_NAMES: dict[StationKind, Text] = {
    StationKind.WATER: text("Water"),
    StationKind.SPONGES: text("Sponges"),
    StationKind.BOARD: text("Kilometre boards"),
    StationKind.FINISH_BOARD: text("Board before the finish"),
    StationKind.MAT: text("Timing mats"),
    StationKind.MEDICAL: text("Medical posts"),
    StationKind.DEFIBRILLATOR: text("Defibrillators"),
    StationKind.TOILETS: text("Toilets"),
}
"""The kinds as they are chosen from."""

_SIDES: dict[Side | None, Text] = {Side.LEFT: text("left"), Side.RIGHT: text("right"), None: text("")}


@dataclass(frozen=True, slots=True)
class _Column:
    header: Text
    meaning: Text
    words: Callable[[Station, Kilometrage], str]
    is_figure: bool = False


def _width(station: Station, _: Kilometrage) -> str:
    if station.width_m is None:
        return ""
    sure = "" if station.width_from in ("tag", "user") else "≈ "
    return f"{sure}{station.width_m:.1f}"


def _again(station: Station, kilometrage: Kilometrage) -> str:
    return ", ".join(f"{kilometrage.km_at(at_m):.2f}" for at_m in station.passes_m[1:])


def _name(station: Station, _: Kilometrage) -> str:
    name = str(station.name)
    if station.mode is not None:
        template = "{name}: {mode}, {people} people" if station.people else "{name}: {mode}"
        return str(text(template, name=name, mode=MODE_NAMES[station.mode], people=station.people))
    return name if station.count is None else str(text("{name}: {count}", name=name, count=station.count))


WHERE_COLUMN, AGAIN_COLUMN = 4, 5

COLUMNS = (
    _Column(
        text("km"),
        text("Where the course passes it first"),
        lambda one, kilometrage: f"{kilometrage.km_at(one.at_m):.2f}",
        is_figure=True,
    ),
    _Column(
        text("Station"),
        text(
            "What stands there; toilets with their number, defibrillators with how they come and by how many"
        ),
        _name,
    ),
    _Column(
        text("Side"),
        text("The side of the road in running direction"),
        lambda one, _: str(_SIDES[one.side]),
    ),
    _Column(text("Road m"), text("Width of the road there; ≈ where it is assumed"), _width, is_figure=True),
    _Column(
        text("Where"),
        text("Against the nearest landmark of the map"),
        lambda one, _: "" if one.place is None else plain(one.place),
    ),
    _Column(text("Again at km"), text("Second pass"), _again),
    _Column(
        text("From"),
        text("The brief or the rules"),
        lambda one, _: str(text("brief") if one.given else text("rules")),
    ),
)


class StationTable(QAbstractTableModel):
    """Stations, a row each."""

    def __init__(self) -> None:
        super().__init__()
        self._stations: tuple[Station, ...] = ()
        self._kilometrage: Kilometrage | None = None

    def show_stations(self, stations: tuple[Station, ...], kilometrage: Kilometrage | None) -> None:
        """Take other stations, and how the boards of their course count; `None` where there is no course."""
        self.beginResetModel()
        self._kilometrage = kilometrage
        self._stations = stations
        self.endResetModel()

    def station(self, row: int) -> Station:
        """Give the station of a row."""
        return self._stations[row]

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Give the number of stations."""
        return 0 if parent.isValid() else len(self._stations)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Give the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what a cell shows."""
        if not index.isValid() or self._kilometrage is None:
            return None
        station, column = self._stations[index.row()], COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.words(station, self._kilometrage)
            case Qt.ItemDataRole.ToolTipRole:
                return tip((column.meaning, column.words(station, self._kilometrage)))
            case Qt.ItemDataRole.TextAlignmentRole if column.is_figure:
                return _RIGHT
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give what stands over a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(column.header)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return str(column.meaning)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.is_figure else _LEFT
        return None
