"""Finds everything that is wrong in a brief, each with its place and its fix."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from courseplanner.base.i18n import Text, text
from courseplanner.brief.problem import TABLES, BriefProblem, problem_of
from courseplanner.model.brief.brief import Brief, Sources, nearest_of, shown

__all__ = ["check_brief", "check_sources", "is_area_file", "is_rules_file", "is_track_file"]

_FILE_LISTS = ("osm", "elevation", "weather", "places")


def check_brief(data: Mapping[str, Any], path: Path) -> tuple[Brief | None, tuple[BriefProblem, ...]]:
    """Make a brief of what a TOML file holds, or tell everything that is wrong.

    Parameters
    ----------
    data : mapping of str to object
        As `tomllib` gives it.
    path : Path
        Of the brief. Files that it names are absolute, or relative to its folder.

    Returns
    -------
    brief : Brief or None
        With absolute paths of files that exist; `None` where something is wrong.
    problems : tuple of BriefProblem
        At most one for each key, but for unknown keys: unknown keys first, then wrong
        values, then missing files, then what is not built.
    """
    problems = list(_unknown_keys(data))
    known = _without_unknown(data)
    brief, wrong = _validated(known)
    # A table that is written as something else was reported already; that it is missing is no news.
    problems += [one for one in wrong if one.key or one.table not in data or one.table in known]
    bad = {(one.table, one.key) for one in wrong}
    right = _without_wrong(known, bad)
    problems += _missing_files(right, path)
    problems += _not_built(right, bad)
    if brief is None or problems:
        return None, tuple(problems)
    return _with_absolute_paths(brief, path), ()


def check_sources(table: Mapping[str, Any], path: Path) -> Sources | None:
    """Give the sources that a `[region]` table names, whatever the rest of its brief holds.

    Returns
    -------
    Sources or None
        `None` where something is wrong in the table.
    """
    rest = {"schema": 1, "event": {"distance": "5km"}}
    brief, _ = check_brief({**rest, "region": table}, path)
    return None if brief is None else brief.region


def is_area_file(entry: str) -> bool:
    """Tell whether an entry of `[course] avoid` is a file of areas rather than the name of a road."""
    return entry.casefold().endswith((".geojson", ".json"))


def is_track_file(entry: str) -> bool:
    """Tell whether an entry of `[course] keep` is a file of a track rather than the name of a road."""
    return entry.casefold().endswith(".gpx")


def is_rules_file(rules: str) -> bool:
    """Tell whether `[event] rules` is a file rather than the word for a rule set."""
    return rules.endswith(".toml")


def _unknown_keys(data: Mapping[str, Any]) -> Iterator[BriefProblem]:
    known = ["schema", *TABLES]
    for key, value in data.items():
        if key not in known:
            yield BriefProblem(
                "", "", None, text("unknown key {key}", key=shown(key)), nearest_of(key, known)
            )
        elif key in TABLES and not isinstance(value, dict):
            fix = text("write [{key}] on a line of its own", key=key)
            yield BriefProblem("", "", None, text("{key} is not a table", key=key), fix)
        elif key in TABLES:
            inner = list(TABLES[key].model_fields)
            for name in value:
                if name not in inner:
                    problem = text("unknown key {name}", name=shown(name))
                    yield BriefProblem(key, "", None, problem, nearest_of(name, inner))


def _without_unknown(data: Mapping[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = {"schema": data["schema"]} if "schema" in data else {}
    for table, model in TABLES.items():
        if isinstance(data.get(table), dict):
            known[table] = {key: value for key, value in data[table].items() if key in model.model_fields}
    return known


def _validated(known: Mapping[str, Any]) -> tuple[Brief | None, list[BriefProblem]]:
    try:
        return Brief.model_validate(known), []
    except ValidationError as error:
        found: dict[tuple[str, str], BriefProblem] = {}
        for one in map(problem_of, error.errors()):
            # A value that may be of several types has an error for each of them.
            found.setdefault((one.table, one.key), one)
        return None, list(found.values())


def _without_wrong(known: Mapping[str, Any], bad: set[tuple[str, str]]) -> dict[str, dict[str, Any]]:
    """Give the tables with the keys in which nothing is wrong."""
    return {
        table: {key: value for key, value in known[table].items() if (table, key) not in bad}
        for table in TABLES
        if table in known
    }


def _missing_files(right: Mapping[str, Mapping[str, Any]], path: Path) -> Iterator[BriefProblem]:
    folder = path.resolve().parent
    for table, key, entries in _files(right):
        troubles = (_trouble_with(folder, entry) for entry in entries)
        trouble = next((one for one in troubles if one is not None), None)
        if trouble is not None:
            yield BriefProblem(table, key, None, *trouble)


def _files(right: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, list[Path | str]]]:
    """Give all files that a brief names, by key."""
    region, course, event = (right.get(table, {}) for table in ("region", "course", "event"))
    for key in _FILE_LISTS:
        yield "region", key, [Path(entry) for entry in region.get(key, [])]
    yield "region", "air", [Path(region["air"])] if "air" in region else []
    for key, is_file in (("avoid", is_area_file), ("keep", is_track_file)):
        held = course.get(key, [])
        names = [held] if isinstance(held, str) else held
        yield "course", key, [entry for entry in names if is_file(entry)]
    rules = event.get("rules", "")
    yield "event", "rules", [rules] if is_rules_file(rules) else []


def _trouble_with(folder: Path, entry: Path | str) -> tuple[Text, Text] | None:
    """Say why a file that a brief names can't be read; it may also be a pipe."""
    name = shown(entry)
    try:
        mode = (folder / entry).stat().st_mode
    except PermissionError:
        return text("{file} can't be read", file=name), text("check who may read it")
    except (OSError, ValueError):  # ValueError: no path holds a zero byte
        fix = text("paths are absolute or relative to the folder of the brief")
        return text("there is no file {file}", file=name), fix
    if stat.S_ISDIR(mode):
        return text("{file} is a folder", file=name), text("name a file")
    return None


def _not_built(right: Mapping[str, Mapping[str, Any]], bad: set[tuple[str, str]]) -> Iterator[BriefProblem]:
    region = right.get("region")
    if region is not None and not region.get("osm") and ("region", "osm") not in bad:
        if "place" in region:
            problem = text("fetching a region is not available yet")
            yield BriefProblem("region", "place", None, problem, text("give OSM files as osm = […]"))
        else:
            fix = text('name an OSM file: osm = ["region.osm.pbf"]')
            yield BriefProblem("region", "osm", None, text("it is missing"), fix)
    is_wrong = ("region", "elevation") in bad
    if "max_climb_m" in right.get("limits", {}) and not is_wrong and not (region or {}).get("elevation"):
        problem = text("without elevation data no climb is known, so this limit can't be checked")
        fix = text("add elevation files as elevation = […] in [region], or remove the limit")
        yield BriefProblem("limits", "max_climb_m", None, problem, fix)


def _with_absolute_paths(brief: Brief, path: Path) -> Brief:
    sources, folder = brief.region, path.resolve().parent
    changes: dict[str, object] = {
        key: tuple((folder / entry).resolve() for entry in getattr(sources, key)) for key in _FILE_LISTS
    }
    if sources.air is not None:
        changes["air"] = (folder / sources.air).resolve()
    course = {
        key: tuple(
            str((folder / entry).resolve()) if is_file(entry) else entry
            for entry in getattr(brief.course, key)
        )
        for key, is_file in (("avoid", is_area_file), ("keep", is_track_file))
    }
    event = brief.event
    if is_rules_file(event.rules):
        event = event.model_copy(update={"rules": str((folder / event.rules).resolve())})
    return brief.model_copy(
        update={
            "event": event,
            "region": sources.model_copy(update=changes),
            "course": brief.course.model_copy(update=course),
            "path": path,
        }
    )
