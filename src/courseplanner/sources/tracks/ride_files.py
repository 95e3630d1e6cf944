"""Reads the file of a measurement: `RIDES.toml`. Whatever is wrong in it is refused with its line."""

from __future__ import annotations

import itertools
import math
import re
from pathlib import Path
from typing import Any, NoReturn

from courseplanner.base.errors import RidesError
from courseplanner.base.i18n import Text, text
from courseplanner.brief.toml_text import TomlText, load_toml_text
from courseplanner.model.bicycle.rides import CalibrationCourse, CourseRide, Measurement, Reading, Taping
from courseplanner.model.brief.brief_values import nearest_of, shown
from courseplanner.model.brief.distances import DISTANCES_M, LONGEST_M, SHORTEST_M

__all__ = ["read_rides"]

_FEET = 0.3048
_COLDEST_C, _HOTTEST_C = -30.0, 50.0
_LONGEST_CALIBRATION_M = 5_000.0
_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")
_KEYS = {
    "": ("schema", "event", "calibration", "rides"),
    "event": ("name", "distance", "rules", "prevention_factor", "round_constant", "counter_digits"),
    "calibration": (
        "length_m", "length_ft", "tape", "before", "after", "before_c", "before_f", "after_c", "after_f"
    ),
    "calibration.tape": (
        "read_m", "read_ft", "temperature_c", "temperature_f", "tape_m", "true_tape_m", "pull_n",
        "standard_pull_n",
    ),
    "rides": ("name", "readings", "times"),
}  # fmt: skip


def read_rides(path: Path) -> Measurement:
    """Read a measurement.

    Parameters
    ----------
    path : Path
        A TOML file; it is never written to.

    Raises
    ------
    RidesError
        If it can't be read, or something in it is wrong: with the file, the line and the fix.
    """
    source = load_toml_text(path, RidesError, text("rides"))
    _refuse_unknown(source, "", source.data)
    if source.data.get("schema") != 1 or isinstance(source.data["schema"], bool):
        source.refuse("", "schema", text("schema is not 1"), text("write schema = 1 at the top"))
    event = _Fields(source, "event", _table(source, "event", source.data))
    digits = event.whole("counter_digits", 5, 4, 8)
    calibration = _Fields(source, "calibration", _table(source, "calibration", source.data))
    return Measurement(
        name=event.word("name", ""),
        nominal_m=_distance_m(event),
        rules=event.word("rules", "world-athletics"),
        prevention_factor=event.number("prevention_factor", 1.0, 1.01, otherwise=1.001),
        rounds_constant=event.yes_no("round_constant"),
        counter_digits=digits,
        calibration=_calibration(calibration, digits),
        rides=_rides(source, digits),
        path=path,
    )


class _Fields:
    """The fields of one table."""

    def __init__(self, source: TomlText, table: str, fields: dict[str, Any], place: str = "") -> None:
        _refuse_unknown(source, table, fields)
        self.source, self.table, self.fields = source, table, fields
        self.place = place

    def refuse(self, key: str, problem: Text, fix: Text) -> NoReturn:
        if self.place:
            raise RidesError(f"{self.source.path}, {self.place}, {key}", problem, fix)
        self.source.refuse(self.table, key, problem, fix)

    def needed(self, key: str, fix: Text) -> Any:
        if key not in self.fields:
            self.refuse(key, text("it is missing"), fix)
        return self.fields[key]

    def word(self, key: str, otherwise: str) -> str:
        value = self.fields.get(key, otherwise)
        if not isinstance(value, str):
            self.refuse(key, _not_right(value), text("write it in quotes"))
        return str(value)

    def yes_no(self, key: str) -> bool:
        value = self.fields.get(key, False)
        if not isinstance(value, bool):
            self.refuse(key, _not_right(value), text("write true or false"))
        return bool(value)

    def number(self, key: str, low: float, high: float, otherwise: float | None = None) -> float:
        value = self.fields.get(key, otherwise)
        if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
            self.refuse(key, _not_right(value), text("write a number"))
        if not low <= value <= high:
            fix = text("it must be from {low:g} to {high:g}", low=low, high=high)
            self.refuse(key, text("{value} is out of range", value=shown(value)), fix)
        return float(value)

    def maybe(self, key: str, low: float, high: float) -> float | None:
        return self.number(key, low, high) if key in self.fields else None

    def whole(self, key: str, otherwise: int, low: int, high: int) -> int:
        value = self.fields.get(key, otherwise)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            fix = text("write a whole number from {low} to {high}", low=low, high=high)
            self.refuse(key, text("{value} is out of range", value=shown(value)), fix)
        return int(value)

    def temperature_c(self, name: str) -> float | None:
        """Give a temperature in degrees Celsius, typed as `NAME_c` or `NAME_f`."""
        in_c, in_f = f"{name}_c", f"{name}_f"
        if in_c in self.fields and in_f in self.fields:
            self.refuse(in_f, text("the temperature is given twice"), text("leave one of them out"))
        key = in_f if in_f in self.fields else in_c
        if key not in self.fields:
            return None
        typed = self.number(key, -1_000.0, 1_000.0)
        degrees_c = (typed - 32.0) / 1.8 if key == in_f else typed
        if not _COLDEST_C <= degrees_c <= _HOTTEST_C:
            other = in_c if key == in_f else in_f
            problem = text("{value:g} is not a temperature at which anybody measures", value=typed)
            self.refuse(key, problem, text("if it is in the other unit, write {key}", key=other))
        return degrees_c

    def length_m(self, name: str, longest_m: float) -> float | None:
        """Give a length in metres, typed as `NAME_m` or `NAME_ft`."""
        in_m, in_ft = f"{name}_m", f"{name}_ft"
        if in_m in self.fields and in_ft in self.fields:
            self.refuse(in_ft, text("the length is given twice"), text("leave one of them out"))
        if in_ft in self.fields:
            return _FEET * self.number(in_ft, 1.0, longest_m / _FEET)
        return self.maybe(in_m, 1.0, longest_m)


def _distance_m(event: _Fields) -> float:
    fix = text('write a word such as "half-marathon", or metres as a number')
    value = event.needed("distance", fix)
    if isinstance(value, str):
        if value not in DISTANCES_M:
            problem = text("“{value}” is not a distance", value=shown(value))
            event.refuse("distance", problem, nearest_of(value, list(DISTANCES_M), "or metres as a number"))
        return DISTANCES_M[value]
    return event.number("distance", SHORTEST_M, LONGEST_M)


def _calibration(fields: _Fields, digits: int) -> CalibrationCourse:
    length_m = fields.length_m("length", _LONGEST_CALIBRATION_M)
    taping = None
    if "tape" in fields.fields:
        taping = _taping(
            _Fields(fields.source, "calibration.tape", _table(fields.source, "tape", fields.fields))
        )
        if length_m is not None:
            fields.refuse("tape", text("the length is given twice"), text("leave length_m or the tape out"))
    elif length_m is None:
        fix = text("write length_m = metres, or [calibration.tape] with what the tape read")
        fields.refuse("length_m", text("the length of the calibration course is missing"), fix)
    before = _calibration_rides(fields, "before", digits)
    after = _calibration_rides(fields, "after", digits)
    if not before and not after:
        fix = text("write before = [[start, end], …] with a pair for each ride")
        fields.refuse("before", text("there is no ride of the calibration course"), fix)
    return CalibrationCourse(
        length_m, taping, before, after, fields.temperature_c("before"), fields.temperature_c("after")
    )


def _taping(fields: _Fields) -> Taping:
    read_m = fields.length_m("read", _LONGEST_CALIBRATION_M)
    if read_m is None:
        fields.refuse("read_m", text("it is missing"), text("write what the tape read, in metres"))
    tape_m, true_tape_m = fields.maybe("tape_m", 1.0, 1_000.0), fields.maybe("true_tape_m", 1.0, 1_000.0)
    if (tape_m is None) is not (true_tape_m is None):
        missing = "tape_m" if tape_m is None else "true_tape_m"
        fields.refuse(missing, text("it is missing"), text("write tape_m and true_tape_m, or neither"))
    if tape_m and true_tape_m and abs(true_tape_m / tape_m - 1.0) > 0.01:
        problem = text(
            "{true:g} m is not a true length of a tape of {tape:g} m", true=true_tape_m, tape=tape_m
        )
        fields.refuse("true_tape_m", problem, text("write what the whole tape measures against a standard"))
    return Taping(
        read_m,
        fields.temperature_c("temperature"),
        tape_m,
        true_tape_m,
        fields.maybe("pull_n", 1.0, 500.0),
        fields.maybe("standard_pull_n", 1.0, 500.0),
    )


def _calibration_rides(fields: _Fields, key: str, digits: int) -> tuple[tuple[Reading, Reading], ...]:
    """Give the rides: pairs of readings, or a row of readings in which each ride begins where one ended."""
    fix = text("write [[start, end], …], or [first, second, …] where each ride begins where one ended")
    typed = fields.fields.get(key, [])
    if not isinstance(typed, list):
        fields.refuse(key, _not_right(typed), fix)
    if typed and all(isinstance(one, list) for one in typed):
        pairs = typed
    elif len(typed) == 1 or any(isinstance(one, list) for one in typed):
        fields.refuse(key, _not_right(typed), fix)
    else:
        pairs = [[one, other] for one, other in itertools.pairwise(typed)]
    rides = []
    for number, pair in enumerate(pairs, 1):
        where = f"{key} {number}"
        if len(pair) != 2:
            fields.refuse(where, text("a ride has two readings, not {count}", count=len(pair)), fix)
        start, end = (_reading(fields, where, one, digits) for one in pair)
        if start == end:
            fix_zero = text("add the reading at the end of the ride")
            fields.refuse(where, text("it has no counts: start and end are the same"), fix_zero)
        rides.append((start, end))
    return tuple(rides)


def _rides(source: TomlText, digits: int) -> tuple[CourseRide, ...]:
    tables = source.data.get("rides", [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        source.refuse("", "rides", _not_right(tables), text("write [[rides]] above each ride"))
    rides = []
    for number, table in enumerate(tables, 1):
        fields = _Fields(source, "rides", table, place=f"[[rides]] {number}")
        segments = _segments(fields, digits)
        rides.append(
            CourseRide(fields.word("name", f"ride {number}"), segments, fields.whole("times", 1, 1, 100))
        )
    return tuple(rides)


def _segments(fields: _Fields, digits: int) -> tuple[tuple[Reading, ...], ...]:
    """Give the readings of a ride: one row of them, or a row for each part that was ridden by itself."""
    fix = text("write readings = [start, splits…, finish], or [[start, …, end], [start, …, end]] in segments")
    typed = fields.needed("readings", fix)
    if not isinstance(typed, list) or not typed:
        fields.refuse("readings", text("a ride has at least two readings"), fix)
    has_rows = [isinstance(one, list) for one in typed]
    if any(has_rows) and not all(has_rows):
        fields.refuse("readings", text("some readings stand in segments and others do not"), fix)
    rows = typed if all(has_rows) else [typed]
    segments: list[tuple[Reading, ...]] = []
    for number, row in enumerate(rows, 1):
        key = "readings" if len(rows) == 1 else f"readings, segment {number}"
        if len(row) < 2:
            problem = text("a ride has at least two readings")
            if len(rows) > 1:
                problem = text("a segment has at least two readings")
            fields.refuse(key, problem, fix)
        segment = tuple(_reading(fields, key, one, digits) for one in row)
        if len(set(segment)) == 1:
            fields.refuse(key, text("it has no counts: all readings are the same"), fix)
        if segment in segments:
            again = text("it is segment {first} once more", first=segments.index(segment) + 1)
            fields.refuse(key, again, text("write each segment once; times = 2 counts the ride twice"))
        segments.append(segment)
    return tuple(segments)


def _reading(fields: _Fields, key: str, typed: object, digits: int) -> Reading:
    """Give a reading: a number, or the digits as the counter shows them, in quotes."""
    value: float
    if isinstance(typed, str) and _DIGITS.fullmatch(typed.strip()):
        value = float(typed.strip().replace(",", "."))
    elif isinstance(typed, int | float) and not isinstance(typed, bool) and math.isfinite(typed):
        value = float(typed)
    else:
        fix = text('write the digits, in quotes where they begin with 0: "04000"')
        fields.refuse(key, text("{value} is not a counter reading", value=shown(typed)), fix)
    if value < 0.0:
        problem = text("{value:g} is less than a counter shows", value=value)
        fields.refuse(key, problem, text("write what it shows; it begins again from 0"))
    if value >= 10**digits:
        problem = text("{value:g} has more digits than the counter, {digits}", value=value, digits=digits)
        fields.refuse(key, problem, text("fix it, or set counter_digits under [event]"))
    return value


def _table(source: TomlText, name: str, data: dict[str, Any]) -> dict[str, Any]:
    table = data.get(name)
    if not isinstance(table, dict) or not table:
        where = "calibration.tape" if name == "tape" else name
        source.refuse(where, "", text("the table is missing or empty"), text("write [{table}]", table=where))
    return dict(table)


def _refuse_unknown(source: TomlText, table: str, fields: dict[str, Any]) -> None:
    known = list(_KEYS[table])
    for key in fields:
        if key not in known:
            source.refuse(table, key, text("unknown key {key}", key=shown(key)), nearest_of(key, known))


def _not_right(value: object) -> Text:
    return text("{value} is not of the right type", value=shown(repr(value)))
