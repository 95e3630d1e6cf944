"""One thing that is wrong in a brief: where it is, and the words of the type checker in ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from courseplanner.base.i18n import Text, text
from courseplanner.model.brief.brief import (
    BriefValueError,
    ClimateNormals,
    CourseWishes,
    Event,
    Limits,
    RoadStatements,
    Search,
    Sources,
    StationWishes,
    nearest_of,
    shown,
)
from courseplanner.model.brief.brief_climate import RAIN_DAYS_FIX
from courseplanner.model.brief.brief_stretches import StretchStatement

__all__ = ["TABLES", "BriefProblem", "problem_of"]

TABLES: Mapping[str, type[BaseModel]] = {
    "event": Event,
    "region": Sources,
    "course": CourseWishes,
    "limits": Limits,
    "search": Search,
    "stations": StationWishes,
    "roads": RoadStatements,
    "climate": ClimateNormals,
}
"""The tables of a brief, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class BriefProblem:
    """Something wrong in a brief, and where.

    Parameters
    ----------
    table : str
        The table it is in, or `"schema"`; empty where the whole file is meant.
    key : str
        The key in the table; empty where the table itself is meant, or a key that is not known.
    entry : int, str or None
        Index of the entry in a list, or its key in a table.
    problem, fix : Text
    together : bool
        Whether each key is right by itself and only does not fit the others: a message then
        names the table alone.
    """

    table: str
    key: str
    entry: int | str | None
    problem: Text
    fix: Text
    together: bool = False

    def where(self, path: Path) -> str:
        """Name the place in the file for a message."""
        if not self.table:
            return str(path)
        if self.table not in TABLES:
            return f"{path}, {self.table}"
        key = "" if self.together else self.key
        entry = self.entry
        which = "" if entry is None else f" {entry + 1 if isinstance(entry, int) else shown(entry)}"
        return f"{path}, [{self.table}] {key}".rstrip() + which


_MISFITS = {("event", ""): ("earliest_start",), ("course", ""): ("laps", "lead_in_m", "finish")}
"""Keys that may not fit together, by their table."""


def problem_of(detail: ErrorDetails) -> BriefProblem:
    """Put a finding of the type checker in our words."""
    table, *inner = detail["loc"] or ("schema",)
    key = (str(table), str(inner[0]) if inner else "")
    entry = inner[1] if len(inner) > 1 and (isinstance(inner[1], int) or table == "roads") else None
    if key == ("roads", "stretches") and len(inner) > 2:
        return BriefProblem(*key, entry, *_in_stretch(str(inner[2]), detail))
    cause = detail.get("ctx", {}).get("error")
    if not isinstance(cause, BriefValueError):
        return BriefProblem(*key, entry, *_problem_and_fix(key, detail))
    if detail["loc"] == ():
        if "lead_in_m" in cause.problem.params:
            return BriefProblem("course", "lead_in_m", None, cause.problem, cause.fix)
        kind = str(cause.problem.params["kind"])
        return BriefProblem("stations", kind, None, cause.problem, cause.fix)
    if key in _MISFITS:
        # Findings between keys give the number of that one which they are about, or are about the last.
        *named, last = _MISFITS[key]
        misfit = next((one for one in named if one in cause.problem.params), last)
        return BriefProblem(key[0], misfit, None, cause.problem, cause.fix, together=True)
    return BriefProblem(*key, entry, cause.problem, cause.fix)


def _in_stretch(key: str, detail: ErrorDetails) -> tuple[Text, Text]:
    """Say what is wrong with a key of a stretch."""
    if detail["type"] == "extra_forbidden":
        known = [field.alias or name for name, field in StretchStatement.model_fields.items()]
        return text("unknown key {key}", key=shown(key)), nearest_of(key, known)
    cause = detail.get("ctx", {}).get("error")
    if isinstance(cause, BriefValueError):
        return text("{key}: {problem}", key=key, problem=cause.problem), cause.fix
    problem, fix = _problem_and_fix(("stretches", key), detail)
    return text("{key}: {problem}", key=key, problem=problem), fix


_PLACE_FIX = text("write a place name in quotes, or [longitude, latitude]")
_FILES_FIX = text('write a list of file names: ["FILE", "FILE"]')
_STATIONS_FIX = text("write a list of kilometres, place names in quotes, or [longitude, latitude]")
_YES_NO_FIX = text("write true or false")
_STRETCHES_FIX = text('write a list of stretches: [{{ road = "ROAD", open = "right" }}]')
_FIXES_OF_KEYS: dict[tuple[str, str], Text] = {
    ("event", "distance"): text('write a word such as "half-marathon", or metres as a number'),
    ("region", "osm"): _FILES_FIX,
    ("region", "elevation"): _FILES_FIX,
    ("region", "weather"): _FILES_FIX,
    ("region", "places"): _FILES_FIX,
    ("region", "air"): text("write a file name in quotes"),
    ("region", "bbox"): text("write [west, south, east, north] in degrees"),
    ("course", "start"): _PLACE_FIX,
    ("course", "finish"): _PLACE_FIX,
    ("course", "visit"): text("write a list of place names in quotes, or of [longitude, latitude]"),
    ("course", "avoid"): text('write a list of road names: ["NAME", "NAME"]'),
    ("course", "keep"): text('write a list of GPX files and road names: ["spine.gpx", "NAME"]'),
    **{("stations", kind): _STATIONS_FIX for kind in StationWishes.model_fields},
    ("roads", "width_m"): text('write {{ "ROAD" = metres, "way ID" = metres }}'),
    ("roads", "surface"): text('write {{ "ROAD" = "asphalt", "way ID" = "gravel" }}'),
    ("roads", "stretches"): _STRETCHES_FIX,
    ("stretches", "from"): _PLACE_FIX,
    ("stretches", "to"): _PLACE_FIX,
    ("stretches", "divider"): _YES_NO_FIX,
    ("stretches", "motor_free"): _YES_NO_FIX,
    ("climate", "rain_days"): RAIN_DAYS_FIX,
    ("roads", "divider"): text('write {{ "ROAD" = true, "way ID" = false }}'),
    ("roads", "motor_free"): text('write {{ "ROAD" = true, "way ID" = false }}'),
}
_FIXES_OF_KINDS: dict[str, Text] = {
    "date_type": text("write a date such as 2027-03-28, without quotes"),
    "time_type": text("write a time such as 08:00:00, without quotes"),
    "int_type": text("write a whole number"),
    "float_type": text("write a number"),
    "finite_number": text("write a number"),
    "string_type": text("write it in quotes"),
}


_PLAIN: dict[str, tuple[Text, Text]] = {
    "string_too_short": (text("it is empty"), text("give a name, or leave it out")),
    "string_too_long": (text("it is too long for a name"), text("shorten it")),
}


def _problem_and_fix(key: tuple[str, str], detail: ErrorDetails) -> tuple[Text, Text]:
    kind, value = detail["type"], detail["input"]
    words = shown(repr(value) if isinstance(value, str) else value)
    if kind == "missing":
        return text("it is missing"), _MISSING_FIXES.get(key, text("add it"))
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind == "literal_error":
        expected = detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return text("{value} is not known here", value=words), nearest_of(shown(value), expected)
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        return text("{value} is out of range", value=words), _range_fix(detail)
    fix = _FIXES_OF_KEYS.get(key) or _FIXES_OF_KINDS.get(kind) or text("see the example briefs")
    return text("{value} is not of the right type", value=words), fix


_MISSING_FIXES: dict[tuple[str, str], Text] = {
    ("stretches", "road"): text('name the road: road = "ROAD", or road = "way ID"'),
    ("schema", ""): text("write schema = 1 at the top"),
    ("event", ""): text("add [event] with the distance of the race"),
    ("event", "distance"): _FIXES_OF_KEYS["event", "distance"],
    ("region", ""): text('add [region] with osm = ["FILE"]'),
}


def _range_fix(detail: ErrorDetails) -> Text:
    limits = detail["ctx"]
    if "gt" in limits:
        return text("it must be more than {limit}", limit=_number(limits["gt"]))
    if "ge" in limits:
        return text("it must be at least {limit}", limit=_number(limits["ge"]))
    return text("it must be at most {limit}", limit=_number(limits["le"]))


def _number(limit: float) -> str:
    return str(limit) if isinstance(limit, int) else f"{limit:.10g}"
