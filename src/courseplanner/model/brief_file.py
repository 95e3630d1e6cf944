"""Reads a brief from TOML; whatever is wrong in it is told with its place and its mend."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from courseplanner.errors import BriefError
from courseplanner.i18n import Text, text
from courseplanner.model.brief import Brief, BriefValueError, CourseWishes, Event, Limits, Search, Sources, nearest_of

__all__ = ["read_brief"]

_LARGEST_BYTES = 1_000_000
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
    name = str(path)
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise BriefError(name, text("the file is too large for a brief"), text("give a TOML file such as those in sample_data"))
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise BriefError(name, text("there is no such file"), text("check the path of the brief")) from None
    except OSError as error:
        raise BriefError(name, text("the file can't be read ({why})", why=error.strerror), text("give a readable TOML file")) from None
    except UnicodeDecodeError:
        raise BriefError(name, text("the file is not UTF-8 text"), text("save the brief as UTF-8")) from None
    except tomllib.TOMLDecodeError as error:
        raise BriefError(name, text("not valid TOML: {why}", why=error), text("mend that line")) from None


def _refuse_unknown_keys(path: Path, data: dict[str, Any]) -> None:
    known = ["schema", *_TABLES]
    for key, value in data.items():
        if key not in known:
            raise BriefError(str(path), text("unknown key {key}", key=key), nearest_of(key, known))
        if key not in _TABLES:
            continue
        if not isinstance(value, dict):
            raise BriefError(str(path), text("{key} is not a table", key=key), text("write [{key}] on a line of its own", key=key))
        inner = list(_TABLES[key].model_fields)
        for name in value:
            if name not in inner:
                raise BriefError(f"{path}, [{key}]", text("unknown key {name}", name=name), nearest_of(name, inner))


_MENDS: dict[str, Text] = {
    "missing": text("add it"),
    "date_type": text("write a date such as 2027-03-28, without quotes"),
    "time_type": text("write a time such as 08:00:00, without quotes"),
    "int_type": text("write a whole number"),
    "int_from_float": text("write a whole number"),
    "float_type": text("write a number"),
    "string_type": text("write a word in quotes"),
    "path_type": text("write a file name in quotes"),
    "tuple_type": text("write a list in square brackets"),
}


def _brief_error(path: Path, detail: ErrorDetails) -> BriefError:
    """Put the first finding of the type checker in our words."""
    location = [part for part in detail["loc"] if part not in ("constrained-str", "Position")]
    table, *rest = [str(part) for part in location] or ["brief"]
    where = f"{path}, [{table}] {' '.join(rest)}".rstrip() if table in _TABLES else f"{path}, {table}"
    cause = detail.get("ctx", {}).get("error")
    if isinstance(cause, BriefValueError):
        return BriefError(where, cause.problem, cause.mend)
    kind, shown = detail["type"], _shown(detail["input"])
    if kind == "missing":
        return BriefError(where, text("it is missing"), _MENDS["missing"])
    if kind == "literal_error":
        expected = detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return BriefError(where, text("{value} is not known here", value=shown), nearest_of(str(detail["input"]), expected))
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        return BriefError(where, text("{value} is out of range", value=shown), _range_mend(detail))
    mend = _MENDS.get(kind, _MENDS.get(kind.replace("_parsing", "_type"), text("see the example briefs")))
    return BriefError(where, text("{value} is not of the right kind", value=shown), mend)


def _shown(value: object) -> str:
    words = repr(value) if isinstance(value, str) else str(value)
    return words if len(words) <= 60 else words[:57] + "…"


def _range_mend(detail: ErrorDetails) -> Text:
    words = {
        "greater_than": text("it must be more than {limit:g}", limit=detail["ctx"].get("gt", 0)),
        "greater_than_equal": text("it must be at least {limit:g}", limit=detail["ctx"].get("ge", 0)),
        "less_than": text("it must be less than {limit:g}", limit=detail["ctx"].get("lt", 0)),
        "less_than_equal": text("it must be at most {limit:g}", limit=detail["ctx"].get("le", 0)),
    }
    return words[detail["type"]]


def _with_absolute_paths(brief: Brief, path: Path) -> Brief:
    folder = path.resolve().parent
    sources = brief.region
    changes: dict[str, object] = {}
    for key in ("osm", "elevation", "weather", "places"):
        changes[key] = tuple(_existing(path, f"[region] {key}", folder / entry) for entry in getattr(sources, key))
    if sources.air is not None:
        changes["air"] = _existing(path, "[region] air", folder / sources.air)
    avoid = tuple(
        str(_existing(path, "[course] avoid", folder / entry)) if entry.endswith((".geojson", ".json")) else entry
        for entry in brief.course.avoid
    )
    if brief.event.rules.endswith(".toml"):
        _existing(path, "[event] rules", folder / brief.event.rules)
    return brief.model_copy(
        update={
            "region": sources.model_copy(update=changes),
            "course": brief.course.model_copy(update={"avoid": avoid}),
            "path": path,
        }
    )


def _existing(brief_path: Path, key: str, file: Path) -> Path:
    if not file.exists():
        raise BriefError(
            f"{brief_path}, {key}",
            text("there is no file {file}", file=file.name),
            text("paths are absolute or relative to the folder of the brief"),
        )
    return file.resolve()


def _refuse_what_is_not_built(brief: Brief) -> None:
    path = brief.path
    if not brief.region.osm:
        if brief.region.place is not None:
            raise BriefError(
                f"{path}, [region] place", text("fetching a region is not built yet"), text("give OSM files as osm = […]")
            )
        raise BriefError(f"{path}, [region] osm", text("it is missing"), text('name an OSM file: osm = ["region.osm.pbf"]'))
    if brief.limits.max_climb_m is not None:
        raise BriefError(
            f"{path}, [limits] max_climb_m",
            text("climb can't be computed yet, so this limit can't be kept"),
            text("leave it out"),
        )
