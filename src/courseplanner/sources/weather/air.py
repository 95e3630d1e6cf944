"""Reads the quality of the air, a value a day."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.errors import WeatherError
from courseplanner.base.i18n import Text, text
from courseplanner.model.provenance import Provenance
from courseplanner.model.weather.weather import AirRecord
from courseplanner.sources.bytes.text_files import read_text_file

__all__ = ["read_air"]

_HIGHEST_INDEX = 1000.0
"""The index of HJ 633-2012 ends at 500; what lies above is written as measured in sandstorms."""
_BLANKS = frozenset({"", "-", "—", "--", "na", "nan", "null", "9999", "999", "0"})
"""What stands for an unknown value; 0 too, which no air has and daily tables write for a day without one."""
_PLACE = ("city", "place", "station", "城市", "地区")
_DATE = ("date", "day", "日期", "时间")
_INDEX = ("aqi", "index", "air quality index", "空气质量指数", "aqi指数", "质量指数")
_ORDER = text("write place, date and index in each row, as in 黔西南州,2015-01-01,76")


def read_air(path: Path) -> AirRecord:
    """Read a CSV file of days: place, date, index, whatever else; a heading may name them in any order.

    Parameters
    ----------
    path : Path
        UTF-8, UTF-16 or GB 18030; English or Chinese headings, or none.

    Raises
    ------
    WeatherError
        Naming the file, the row and the fix.
    """
    content, words = read_text_file(path, WeatherError)
    rows = _rows(path, words)
    if not rows:
        raise WeatherError(str(path), text("the file is empty"), _ORDER)
    columns, first = _columns(path, rows)
    days, index = _values(path, rows[first:], columns)
    if not len(days):
        raise WeatherError(str(path), text("there are no days in it"), _ORDER)
    order = np.argsort(days, kind="stable")
    _refuse_twice(path, rows[first:], days, order)
    place = rows[first][1][columns[0]].strip() if columns[0] is not None else path.stem
    provenance = Provenance(path.name, hashlib.sha256(content).hexdigest(), None, None, {"days": len(days)})
    doubts = tuple(
        text("{file}: {words}", file=path, words=words) for words in _doubts(rows[first:], columns[0], place)
    )
    return AirRecord(place, days[order], index[order], doubts, provenance)


Rows = Sequence[tuple[int, list[str]]]


def _rows(path: Path, words: str) -> Rows:
    delimiter = max(",;\t", key=words.split("\n", 1)[0].count)
    table = csv.reader(io.StringIO(words, newline=""), delimiter=delimiter)
    try:
        return [
            (number, row) for number, row in enumerate(table, start=1) if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        raise WeatherError(str(path), text("is not a table ({reason})", reason=str(error)), _ORDER) from error


def _columns(path: Path, rows: Rows) -> tuple[tuple[int | None, int, int], int]:
    """Give the columns of place, date and index, and the first row that is no heading."""
    heading = [cell.strip().casefold() for cell in rows[0][1]]
    found = [
        next((heading.index(name) for name in names if name in heading), None) for names in (_DATE, _INDEX)
    ]
    if found[0] is not None and found[1] is not None:
        place = next((heading.index(name) for name in _PLACE if name in heading), None)
        return (place, found[0], found[1]), 1
    if len(heading) < 3 or _day_of(heading[1]) is None:
        raise WeatherError(
            _where(path, rows[0][0]),
            text("has neither a heading with date and AQI, nor a day in its second column"),
            _ORDER,
        )
    return (0, 1, 2), 0


def _where(path: Path, number: int) -> str:
    return f"{path}, {text('row {number}', number=number)}"


def _day_of(cell: str) -> np.datetime64 | None:
    parts = cell.strip().replace("/", "-").split("T")[0].split(" ")[0].split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or len(parts[0]) != 4:
        return None
    try:
        return np.datetime64("-".join(part.zfill(2) for part in parts), "D")
    except ValueError:
        return None


def _values(
    path: Path, rows: Rows, columns: tuple[int | None, int, int]
) -> tuple[NDArray[np.datetime64], NDArray[np.float64]]:
    _, at_date, at_index = columns
    days = np.empty(len(rows), dtype="datetime64[D]")
    index = np.full(len(rows), np.nan)
    for at, (number, row) in enumerate(rows):
        if len(row) <= max(at_date, at_index):
            raise WeatherError(
                _where(path, number),
                text("it has {count} values, not {least} or more: the file was cut off",
                     count=len(row), least=max(at_date, at_index) + 1),
                text("download the file again"),
            )  # fmt: skip
        day = _day_of(row[at_date])
        if day is None:
            raise WeatherError(
                _where(path, number),
                text("{cell} is not a day", cell=repr(row[at_date])),
                text("write it as 2015-01-01"),
            )
        days[at] = day
        cell = row[at_index].strip()
        if cell.casefold() not in _BLANKS:
            index[at] = _index_of(path, number, cell)
    return days, index


def _index_of(path: Path, number: int, cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = np.nan
    if not 0.0 <= value <= _HIGHEST_INDEX:
        raise WeatherError(
            _where(path, number),
            text("{cell} is not an air quality index", cell=repr(cell)),
            text("write a number from 0 to 500, or leave it empty"),
        )
    return value


def _refuse_twice(path: Path, rows: Rows, days: NDArray[np.datetime64], order: NDArray[np.int64]) -> None:
    same = np.diff(days[order]) == np.timedelta64(0, "D")
    if same.any():
        second = int(order[int(np.argmax(same)) + 1])
        raise WeatherError(
            _where(path, rows[second][0]),
            text("{day} occurs twice", day=str(days[second])),
            text("give one value a day, of one place"),
        )


def _doubts(rows: Rows, at_place: int | None, place: str) -> Iterator[Text]:
    if at_place is None:
        return
    other = next((row[at_place].strip() for _, row in rows if row[at_place].strip() != place), None)
    if other is not None:
        yield text("it holds days of {place} and of {other}", place=place, other=other)
