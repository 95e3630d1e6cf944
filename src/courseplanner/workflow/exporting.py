"""A course in whatever format somebody needs."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from courseplanner.base.atomic_files import write_file
from courseplanner.base.errors import InputError
from courseplanner.base.i18n import Language, Text, text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.exporter import Exporter
from courseplanner.export.formats import exporters
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Candidate
from courseplanner.roads.ground import Ground
from courseplanner.workflow.race_weather import slot_settings

__all__ = ["candidate_of", "export_course", "exporter_of", "exporters", "package_of", "with_action_plan"]

_FORMER_NAMES = {"circuit-breaker": "weather-action-plan"}
_CHINESE = re.compile("[\u4e00-\u9fff]")


def exporter_of(name: str) -> Exporter:
    """Find a format by its id.

    Raises
    ------
    InputError
        If there is none of that name; the nearest one is named.
    """
    known: Mapping[str, Exporter] = exporters()
    name = _FORMER_NAMES.get(name, name)
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name.casefold(), known, 1)
    fix = (
        text("did you mean {name}?", name=near[0])
        if near
        else text("choose one of {names}", names=", ".join(known))
    )
    raise InputError("--format", text("there is no format {name}", name=name), fix)


def candidate_of(candidates: Sequence[Candidate], wanted: str | None) -> Candidate:
    """Find a candidate by its letter, the best one where none is asked for.

    Raises
    ------
    InputError
        If there is none of that letter.
    """
    if wanted is None:
        return candidates[0]
    for candidate in candidates:
        if candidate.id == wanted:
            return candidate
    letters = ", ".join(candidate.id for candidate in candidates)
    raise InputError(
        "--candidate",
        text("there is no candidate {name}", name=wanted),
        text("choose one of {names}", names=letters),
    )


def package_of(candidate: Candidate, brief: Brief, ground: Ground) -> CoursePackage:
    """Put together what leaves the program of a candidate of a brief.

    Sheets speak English, and Chinese as well where the race or its towns have Chinese names.

    Parameters
    ----------
    candidate : Candidate
    brief : Brief
    ground : Ground
        What it was laid out on.
    """
    is_chinese = any(_CHINESE.search(name) for name in (brief.event.name, *candidate.towns) if name)
    return CoursePackage(
        candidate,
        brief.event.name,
        ground.provenance,
        ground.roads,
        brief.search.seed,
        (Language.ENGLISH, Language.CHINESE) if is_chinese else (Language.ENGLISH,),
        date=brief.event.date,
    )


def with_action_plan(package: CoursePackage, brief: Brief, ground: Ground) -> CoursePackage:
    """Give a package the weather action plan of its race; that takes a study of the climate.

    Raises
    ------
    InputError
        If the rule set of the brief can't be read.
    """
    from courseplanner.assess.climate.action_plans import RaceRecord, action_plan_of_race
    from courseplanner.assess.climate.of_race import race_hours
    from courseplanner.rules.book.levels import levels_of
    from courseplanner.rules.book.rule_files import read_rule_set

    record = RaceRecord(ground.weather, ground.air, race_hours(brief), slot_settings(brief))
    levels = levels_of(read_rule_set(brief.event.rules))
    plan = action_plan_of_race(package.name, package.candidate.nominal_m, record, levels)
    return replace(package, action_plan=plan)


def export_course(
    exporter: Exporter, package: CoursePackage, brief: Brief, ground: Ground, path: Path
) -> tuple[Text, ...]:
    """Write a course in a format, whole or not at all.

    Parameters
    ----------
    exporter : Exporter
    package : CoursePackage
    brief, ground
        Those of the course: what a format tells of the climate is studied for it.
    path : Path

    Returns
    -------
    tuple of Text
        What whoever sends the file on must know.

    Raises
    ------
    InputError
        If the rule set of the brief can't be read.
    OutputError
        If it can't be written; an older file of that name is then as it was.
    """
    if exporter.needs_action_plan:
        package = with_action_plan(package, brief, ground)
    written = exporter.write(package)
    remarks = () if exporter.look_over is None else exporter.look_over(written, package)
    write_file(path, written)
    return remarks
