"""A course in whatever format somebody needs."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from courseplanner.base.atomic_files import write_file
from courseplanner.base.errors import InputError
from courseplanner.base.i18n import Language, Text, text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.exporter import Exporter
from courseplanner.export.formats import exporters
from courseplanner.measure.along.towns import town_near
from courseplanner.model.brief.brief import Brief
from courseplanner.model.climate.action_plan import WeatherActionPlan
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.network.roads import RoadNetwork
from courseplanner.model.region import Region
from courseplanner.roads.stated_roads import with_statements
from courseplanner.workflow.race_weather import race_hours, slot_settings

__all__ = ["candidate_of", "export_course", "exporter_of", "exporters", "package_of"]

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


def package_of(
    candidate: Candidate, brief: Brief, region: Region, roads: RoadNetwork | None = None
) -> CoursePackage:
    """Put together what leaves the program of a candidate of a brief in its region.

    Sheets speak English, and Chinese as well where the race or its towns have Chinese names.

    Parameters
    ----------
    candidate : Candidate
    brief : Brief
    region : Region
        As it was read.
    roads : RoadNetwork, optional
        Those of the region as the brief states them; made of both, if not given.

    Raises
    ------
    BriefError
        If the brief states something of roads that the region does not have.
    """
    course = candidate.course
    start, finish = (town_near(region, float(course.lon[end]), float(course.lat[end])) for end in (0, -1))
    is_chinese = any(_CHINESE.search(name) for name in (brief.event.name, start, finish) if name)
    return CoursePackage(
        candidate,
        brief.event.name,
        region.provenance,
        with_statements(brief, region).roads if roads is None else roads,
        (start, finish),
        brief.search.seed,
        (Language.ENGLISH, Language.CHINESE) if is_chinese else (Language.ENGLISH,),
        action_plan=partial(_action_plan, candidate, brief, region),
        date=brief.event.date,
    )


def _action_plan(candidate: Candidate, brief: Brief, region: Region) -> WeatherActionPlan:
    from courseplanner.assess.climate.action_plans import RaceRecord, action_plan_of_race
    from courseplanner.rules.book.levels import levels_of
    from courseplanner.rules.book.rule_files import read_rule_set

    record = RaceRecord(region.weather, region.air, race_hours(brief), slot_settings(brief))
    name = f"{brief.event.name} {candidate.id}".strip()
    return action_plan_of_race(name, candidate.nominal_m, record, levels_of(read_rule_set(brief.event.rules)))


def export_course(exporter: Exporter, package: CoursePackage, path: Path) -> tuple[Text, ...]:
    """Write a course in a format, whole or not at all.

    Returns
    -------
    tuple of Text
        What whoever sends the file on must know.

    Raises
    ------
    OutputError
        If it can't be written; an older file of that name is then as it was.
    """
    written = exporter.write(package)
    remarks = () if exporter.look_over is None else exporter.look_over(written, package)
    write_file(path, written)
    return remarks
