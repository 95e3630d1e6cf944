"""What is typed in a field of the brief, as a value of TOML, and back; without Qt."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import tomlkit

from courseplanner.base.i18n import text
from courseplanner.brief.values import same
from courseplanner.model.brief.brief import RULE_SETS, shown
from courseplanner.model.brief.distances import DISTANCES_M
from courseplanner.model.names import folded
from courseplanner.ui.panels.brief.fields.field import DISTANCE_NAMES, PREFERENCE_NAMES, RULE_NAMES, Kind

__all__ = ["entries_of", "read", "written"]

_WHOLE = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?")
_LENGTH = re.compile(r"(.*?)\s*(km|m)", re.IGNORECASE)
_LONGEST_NUMBER = 40


def entries_of(value: object) -> list[object]:
    """Give the entries of a list or table; what is neither though it should be stands as its only entry."""
    if value is None:
        return []
    if isinstance(value, dict):
        return [{road: stated} for road, stated in value.items()]
    return list(value) if isinstance(value, list) else [value]


def read(kind: Kind, typed: str) -> object:
    """Give the value that a text stands for.

    Returns
    -------
    object
        `None` where nothing is typed; the text itself where it can't be read as this kind, so
        that the judge of the brief says what is wrong.
    """
    return _READINGS[kind].read(typed)


def written(kind: Kind, value: object) -> str:
    """Give the text that a value is shown as; `read` gives the value back where it is of this kind."""
    if value is None:
        return ""
    words = _READINGS[kind].write(value)
    # 8000 as a text is wrong where a number should be: the quotes show why.
    if isinstance(value, str) and not same(read(kind, words), value):
        return f'"{value}"'
    return words


@dataclass(frozen=True, slots=True)
class _Reading:
    read: Callable[[str], object]
    write: Callable[[object], str]


def _plain(typed: str) -> str:
    """Full-width digits and signs, as Chinese keyboards write them, become plain ones."""
    return unicodedata.normalize("NFKC", typed).strip()


def _read_text(typed: str) -> object:
    return typed or None


def _read_name(typed: str) -> object:
    return typed.strip() or None


def _read_number(typed: str) -> object:
    bare = _plain(typed)
    if len(bare) <= _LONGEST_NUMBER:
        if _WHOLE.fullmatch(bare):
            return int(bare)
        if _DECIMAL.fullmatch(bare):
            return float(bare)
    return typed.strip() or None


def _read_percent(typed: str) -> object:
    bare = _plain(typed).removesuffix("%").rstrip()
    if len(bare) <= _LONGEST_NUMBER and _DECIMAL.fullmatch(bare):
        return float(Decimal(bare) / 100)  # in decimal: 7 % is 0.07 and not 0.07000000000000001
    return typed.strip() or None


def _read_date(typed: str) -> object:
    bare = _plain(typed)
    if _DATE.fullmatch(bare):
        try:
            return dt.date.fromisoformat(bare)
        except ValueError:
            pass
    return typed.strip() or None


def _read_time(typed: str) -> object:
    parts = _TIME.fullmatch(_plain(typed))
    if parts is not None:
        hour, minute, second = (int(part or 0) for part in parts.groups())
        if hour < 24 and minute < 60 and second < 60:
            return dt.time(hour, minute, second)
    return typed.strip() or None


def _read_place(typed: str) -> object:
    bare = _plain(typed)
    bracketed = bare.startswith("[") and bare.endswith("]")
    numbers = [_read_number(part) for part in (bare[1:-1] if bracketed else bare).split(",")]
    figures = [float(number) for number in numbers if isinstance(number, int | float)]
    if len(figures) == len(numbers) and (bracketed or len(figures) == 2):
        return figures
    return typed.strip() or None


def _read_months(typed: str) -> object:
    """Read numbers with commas or spaces between them."""
    bare = _plain(typed).removeprefix("[").removesuffix("]")
    parts = [_read_number(part) for part in re.split(r"[\s,，、;]+", bare) if part]
    if all(isinstance(part, int | float) for part in parts):
        return parts or None
    return typed.strip() or None


def _read_station(typed: str) -> object:
    bare = _plain(typed)
    number = _read_number(bare[:-2] if bare.lower().endswith("km") else bare)
    if isinstance(number, int | float):
        return number
    pairs = _read_pairs(typed) if "=" in typed else None
    return pairs if isinstance(pairs, dict) else _read_place(typed)


def _read_stated(read_value: Callable[[str], object]) -> Callable[[str], object]:
    """Give the reading of `ROAD = VALUE`; without a value it is an empty one, which the judge refuses."""

    def read_entry(typed: str) -> object:
        road, _, stated = typed.rpartition("=") if "=" in typed else (typed, "", "")
        value = read_value(stated)
        return {road.strip(): "" if value is None else value} if typed.strip() else None

    return read_entry


def _read_pairs(typed: str) -> object:
    """Read `key = value, key = value` as TOML writes it."""
    bare = typed.strip()
    inner = bare[1:-1] if bare.startswith("{") and bare.endswith("}") else bare
    try:
        return tomllib.loads(f"pairs = {{ {inner} }}")["pairs"] if inner.strip() else None
    except ValueError:
        return bare


def _read_yes_no(typed: str) -> object:
    words = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False}
    return words.get(folded(typed), typed.strip() or None)


def _read_distance(typed: str) -> object:
    key = folded(typed)
    for word, name in DISTANCE_NAMES.items():
        if key in (word, folded(str(name)), folded(str(name).partition(" (")[0])):
            return word
    parts = _LENGTH.fullmatch(_plain(typed))
    number = _read_number(parts[1] if parts else typed)
    if not isinstance(number, int | float):
        return typed.strip() or None
    if parts is None or parts[2].lower() == "m":
        return number
    metres = Decimal(str(number)) * 1000
    return int(metres) if metres == int(metres) else float(metres)


def _read_rules(typed: str) -> object:
    key = folded(typed)
    for word in RULE_SETS:
        if key in (word, folded(str(RULE_NAMES[word]))):
            return word
    return typed.strip() or None


def _read_preference(typed: str) -> object:
    key = folded(typed)
    for word, name in PREFERENCE_NAMES.items():
        if key in (word, folded(str(name))):
            return str(word)
    return typed.strip() or None


def _write_any(value: object) -> str:
    return value if isinstance(value, str) else shown(value)


def _write_number(value: object) -> str:
    return shown(value).removesuffix(".0") if isinstance(value, float) else _write_any(value)


def _write_percent(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _write_any(value)
    exact = Decimal(repr(value)) * 100
    return f"{exact.normalize():f}" if exact.is_finite() else shown(value)


def _write_time(value: object) -> str:
    words = _write_any(value)
    return words.removesuffix(":00") if isinstance(value, dt.time) and len(words) == 8 else words


def _write_place(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_write_number(number) for number in value)}]"
    return _write_any(value)


def _write_months(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_write_number(number) for number in value)
    return _write_any(value)


def _write_station(value: object) -> str:
    if isinstance(value, dict):
        return _write_pairs(value)
    return _write_place(value) if isinstance(value, list | str) else _write_number(value)


def _write_stated(write_value: Callable[[object], str]) -> Callable[[object], str]:
    def write_entry(entry: object) -> str:
        if not isinstance(entry, dict) or len(entry) != 1:
            return _write_any(entry)
        ((road, value),) = entry.items()
        return f"{road} = {write_value(value)}".rstrip() if value != "" else str(road)

    return write_entry


def _write_pairs(value: object) -> str:
    if not isinstance(value, dict):
        return _write_any(value)
    return ", ".join(f"{key} = {tomlkit.item(held).as_string()}" for key, held in value.items())


def _write_yes_no(value: object) -> str:
    if isinstance(value, bool):
        return str(text("yes") if value else text("no"))
    return _write_any(value)


def _write_distance(value: object) -> str:
    if isinstance(value, str):
        return str(DISTANCE_NAMES[value]) if value in DISTANCES_M else value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(text("{metres} m", metres=_write_number(value)))
    return shown(value)


def _write_rules(value: object) -> str:
    return str(RULE_NAMES[value]) if isinstance(value, str) and value in RULE_SETS else _write_any(value)


def _write_preference(value: object) -> str:
    if isinstance(value, str) and value in PREFERENCE_NAMES:
        return str(PREFERENCE_NAMES[value])
    return _write_any(value)


_TEXT = _Reading(_read_text, _write_any)
_NUMBER = _Reading(_read_number, _write_number)
_READINGS: dict[Kind, _Reading] = {
    Kind.TEXT: _TEXT,
    Kind.YES_NO: _Reading(_read_yes_no, _write_yes_no),
    Kind.WHOLE: _NUMBER,
    Kind.NUMBER: _NUMBER,
    Kind.PERCENT: _Reading(_read_percent, _write_percent),
    Kind.DATE: _Reading(_read_date, _write_any),
    Kind.TIME: _Reading(_read_time, _write_time),
    Kind.DISTANCE: _Reading(_read_distance, _write_distance),
    Kind.RULES: _Reading(_read_rules, _write_rules),
    Kind.PLACE: _Reading(_read_place, _write_place),
    Kind.PLACES: _Reading(_read_place, _write_place),
    Kind.ROADS: _Reading(_read_name, _write_any),
    Kind.STATIONS: _Reading(_read_station, _write_station),
    Kind.ROAD_NUMBERS: _Reading(_read_stated(_read_number), _write_stated(_write_number)),
    Kind.ROAD_WORDS: _Reading(_read_stated(_read_name), _write_stated(_write_any)),
    Kind.ROAD_YES_NO: _Reading(_read_stated(_read_yes_no), _write_stated(_write_yes_no)),
    Kind.PREFERENCES: _Reading(_read_preference, _write_preference),
    Kind.STRETCHES: _Reading(_read_pairs, _write_pairs),
    Kind.FILES: _TEXT,
    Kind.FILE: _TEXT,
    Kind.BOX: _Reading(_read_place, _write_place),
    Kind.MONTHS: _Reading(_read_months, _write_months),
}
