"""Reads a brief from TOML; whatever is wrong in it is told with its place and its mend."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from courseplanner.errors import BriefError
from courseplanner.i18n import Text, text
from courseplanner.model.brief import (
    Brief,
    BriefValueError,
    CourseWishes,
    Event,
    Limits,
    Search,
    Sources,
    nearest_of,
    shown,
)

__all__ = ["read_brief"]

_LONGEST = 1_000_000
"""Characters that a brief may have."""

_TABLES: dict[str, type[BaseModel]] = {
    "event": Event,
    "region": Sources,
    "course": CourseWishes,
    "limits": Limits,
    "search": Search,
}


def read_brief(path: Path) -> Brief:
    """Read a brief.

    Parameters
    ----------
    path : Path
        A TOML file. Files that it names are absolute, or relative to its folder.

    Returns
    -------
    Brief
        With absolute paths of files that exist.

    Raises
    ------
    BriefError
        If the file can't be read, a key is unknown or wrong, a file that it names does not
        exist, or it asks for something that this version can't do.
    """
    data = _load(path)
    _refuse_unknown_keys(path, data)
    try:
        brief = Brief.model_validate(data)
    except ValidationError as error:
        raise _brief_error(path, error.errors()[0]) from None
    brief = _with_absolute_paths(brief, path)
    _refuse_what_is_not_built(brief)
    return brief


def _load(path: Path) -> dict[str, Any]:
    content = _content(path)
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise BriefError(str(path), text("not valid TOML: {why}", why=error), text("mend it there")) from None
    except RecursionError:
        raise BriefError(
            str(path), text("lists or tables lie too deep in each other"), text("write them flat")
        ) from None
    except ValueError:  # what Python says of a number of more than some thousand digits
        raise BriefError(str(path), text("a number is too long"), text("write a smaller number")) from None


def _content(path: Path) -> str:
    name = str(path)
    try:
        with path.open(encoding="utf-8-sig") as file:
            content = file.read(_LONGEST + 1)
    except FileNotFoundError:
        raise BriefError(name, text("there is no such file"), text("check the path of the brief")) from None
    except OSError as error:
        raise BriefError(
            name,
            text("the file can't be read ({why})", why=error.strerror),
            text("give a readable TOML file"),
        ) from None
    except UnicodeDecodeError:
        raise BriefError(name, text("the file is not UTF-8 text"), text("save the brief as UTF-8")) from None
    if len(content) > _LONGEST:
        raise BriefError(
            name,
            text("the file is too large for a brief"),
            text("give a TOML file such as those in sample_data"),
        )
    return content


def _refuse_unknown_keys(path: Path, data: dict[str, Any]) -> None:
    known = ["schema", *_TABLES]
    for key, value in data.items():
        if key not in known:
            raise BriefError(str(path), text("unknown key {key}", key=shown(key)), nearest_of(key, known))
        if key not in _TABLES:
            continue
        if not isinstance(value, dict):
            raise BriefError(
                str(path),
                text("{key} is not a table", key=key),
                text("write [{key}] on a line of its own", key=key),
            )
        inner = list(_TABLES[key].model_fields)
        for name in value:
            if name not in inner:
                raise BriefError(
                    f"{path}, [{key}]", text("unknown key {name}", name=shown(name)), nearest_of(name, inner)
                )


_PLACE_MEND = text("write a place name in quotes, or [longitude, latitude]")
_FILES_MEND = text('write a list of file names: ["FILE", "FILE"]')
_MENDS_OF_KEYS: dict[tuple[str, str], Text] = {
    ("event", "distance"): text('write a word such as "half-marathon", or metres as a number'),
    ("region", "osm"): _FILES_MEND,
    ("region", "elevation"): _FILES_MEND,
    ("region", "weather"): _FILES_MEND,
    ("region", "places"): _FILES_MEND,
    ("region", "air"): text("write a file name in quotes"),
    ("region", "bbox"): text("write [west, south, east, north] in degrees"),
    ("course", "start"): _PLACE_MEND,
    ("course", "finish"): _PLACE_MEND,
    ("course", "visit"): text("write a list of place names in quotes, or of [longitude, latitude]"),
    ("course", "avoid"): text('write a list of road names: ["NAME", "NAME"]'),
}
_MENDS_OF_KINDS: dict[str, Text] = {
    "date_type": text("write a date such as 2027-03-28, without quotes"),
    "time_type": text("write a time such as 08:00:00, without quotes"),
    "int_type": text("write a whole number"),
    "float_type": text("write a number"),
    "finite_number": text("write a number"),
    "string_type": text("write it in quotes"),
}


def _brief_error(path: Path, detail: ErrorDetails) -> BriefError:
    """Put the first finding of the type checker in our words."""
    table, *inner = detail["loc"] or ("schema",)
    key = (str(table), str(inner[0]) if inner else "")
    where = f"{path}, [{table}] {key[1]}".rstrip() if table in _TABLES else f"{path}, {table}"
    if len(inner) > 1 and isinstance(inner[1], int):
        where += f" {inner[1] + 1}"
    cause = detail.get("ctx", {}).get("error")
    if isinstance(cause, BriefValueError):
        return BriefError(where, cause.problem, cause.mend)
    return BriefError(where, *_problem_and_mend(key, detail))


def _problem_and_mend(key: tuple[str, str], detail: ErrorDetails) -> tuple[Text, Text]:
    kind, value = detail["type"], detail["input"]
    words = shown(repr(value) if isinstance(value, str) else value)
    if kind == "missing":
        return text("it is missing"), _MISSING_MENDS.get(key, text("add it"))
    if kind == "string_too_short":
        return text("it is empty"), text("give a name, or leave it out")
    if kind == "string_too_long":
        return text("it is too long for a name"), text("shorten it")
    if kind == "literal_error":
        expected = detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return text("{value} is not known here", value=words), nearest_of(shown(value), expected)
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        return text("{value} is out of range", value=words), _range_mend(detail)
    mend = _MENDS_OF_KEYS.get(key) or _MENDS_OF_KINDS.get(kind) or text("see the example briefs")
    return text("{value} is not of the right kind", value=words), mend


_MISSING_MENDS: dict[tuple[str, str], Text] = {
    ("schema", ""): text("write schema = 1 at the top"),
    ("event", ""): text("write [event] and below it what the race is"),
    ("event", "distance"): _MENDS_OF_KEYS["event", "distance"],
    ("region", ""): text('write [region] and below it osm = ["FILE"]'),
}


def _range_mend(detail: ErrorDetails) -> Text:
    limits = detail["ctx"]
    if "gt" in limits:
        return text("it must be more than {limit}", limit=_number(limits["gt"]))
    if "ge" in limits:
        return text("it must be at least {limit}", limit=_number(limits["ge"]))
    return text("it must be at most {limit}", limit=_number(limits["le"]))


def _number(limit: float) -> str:
    return str(limit) if isinstance(limit, int) else f"{limit:.10g}"


def _with_absolute_paths(brief: Brief, path: Path) -> Brief:
    sources = brief.region
    changes: dict[str, object] = {}
    for key in ("osm", "elevation", "weather", "places"):
        changes[key] = tuple(_existing(path, f"[region] {key}", entry) for entry in getattr(sources, key))
    if sources.air is not None:
        changes["air"] = _existing(path, "[region] air", sources.air)
    avoid = tuple(
        str(_existing(path, "[course] avoid", entry)) if entry.endswith((".geojson", ".json")) else entry
        for entry in brief.course.avoid
    )
    if brief.event.rules.endswith(".toml"):
        _existing(path, "[event] rules", brief.event.rules)
    return brief.model_copy(
        update={
            "region": sources.model_copy(update=changes),
            "course": brief.course.model_copy(update={"avoid": avoid}),
            "path": path,
        }
    )


def _existing(brief_path: Path, key: str, entry: Path | str) -> Path:
    """Give the absolute path of a file that a brief names; it may also be a pipe."""
    where, name = f"{brief_path}, {key}", shown(entry)
    file = brief_path.resolve().parent / entry
    try:
        mode = file.stat().st_mode
    except PermissionError:
        raise BriefError(
            where, text("{file} can't be read", file=name), text("check who may read it")
        ) from None
    except (OSError, ValueError):  # ValueError: no path holds a zero byte
        raise BriefError(
            where,
            text("there is no file {file}", file=name),
            text("paths are absolute or relative to the folder of the brief"),
        ) from None
    if stat.S_ISDIR(mode):
        raise BriefError(where, text("{file} is a folder", file=name), text("name a file"))
    return file.resolve()


def _refuse_what_is_not_built(brief: Brief) -> None:
    path = brief.path
    if not brief.region.osm:
        if brief.region.place is not None:
            raise BriefError(
                f"{path}, [region] place",
                text("fetching a region is not built yet"),
                text("give OSM files as osm = […]"),
            )
        raise BriefError(
            f"{path}, [region] osm", text("it is missing"), text('name an OSM file: osm = ["region.osm.pbf"]')
        )
    if brief.limits.max_climb_m is not None:
        raise BriefError(
            f"{path}, [limits] max_climb_m",
            text("climb can't be computed yet, so this limit can't be kept"),
            text("leave it out"),
        )
