"""Courses for sheets: on a small town's roads, with all that a sheet may show."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from courseplanner.base.i18n import Language
from courseplanner.base.progress import Progress
from courseplanner.brief.read import read_brief
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.sheet.compose import sheet_bytes
from courseplanner.export.sheet.drawing.preset import presets
from courseplanner.workflow import PlanResult, package_of, plan
from courseplanner.workflow.exporting import with_action_plan
from handmade import on_course
from layout.maps import brief_text, grid

__all__ = ["pdf_of", "restricted", "spoken", "there_and_back", "town"]

WIDE_M = 14.0
"""What is stated of each street of the course there and back; the map would have 6 m assumed."""


@cache
def town() -> CoursePackage:
    """A loop of 5 km in a town of 9 by 9 streets, planned."""
    with TemporaryDirectory() as folder:
        small = grid(9, 9, 200.0).village("Oberdorf", 420.0, 390.0).village("山下村", 1_220.0, 980.0)
        small.node(800_001, 650.0, 640.0, place="town", name="Gitterstadt").write(Path(folder))
        path = Path(folder) / "brief.toml"
        path.write_text(brief_text("5km", search={"candidates": 1}), encoding="utf-8")
        result = plan(read_brief(path), Progress())
    return _first_of(result)


@cache
def there_and_back(divider: bool | None = None) -> CoursePackage:
    """A course of 5 km out and back in that town, planned, on roads of stated width.

    Parameters
    ----------
    divider : bool, optional
        What is stated of a divider; nothing, if not given.
    """
    with TemporaryDirectory() as folder:
        small = grid(9, 9, 200.0).village("上村", 420.0, 390.0)
        small.node(800_001, 650.0, 640.0, place="town", name="山城").write(Path(folder))
        streets = [f"{kind} {number}" for kind in ("Row", "Column") for number in range(9)]
        roads = ["[roads.width_m]", *(f'"{street}" = {WIDE_M}' for street in streets)]
        if divider is not None:
            roads += ["[roads.divider]", *(f'"{street}" = {str(divider).lower()}' for street in streets)]
        path = Path(folder) / "brief.toml"
        brief = brief_text("5km", search={"candidates": 1}, shape="out-and-back")
        brief = brief.replace("[event]", "[event]\ndate = 2026-11-08")
        path.write_text("\n".join([brief, *roads, ""]), encoding="utf-8")
        result = plan(read_brief(path), Progress())
    return _first_of(result)


def _first_of(result: PlanResult) -> CoursePackage:
    """The best course of a plan, with all that any sheet of it needs."""
    package = package_of(result.proposal.candidates[0], result.brief, result.ground)
    return with_action_plan(package, result.brief, result.ground)


def restricted(package: CoursePackage) -> CoursePackage:
    """The same with half of the road shut on two stretches."""
    course = package.candidate.course
    shut = {1: 3.0, 3: 2.0}
    legs = tuple(
        replace(leg, shut_left_m=shut[number], marked_by="cones") if number in shut else leg
        for number, leg in enumerate(course.legs)
    )
    return replace(package, candidate=on_course(package.candidate, replace(course, legs=legs)))


def pdf_of(package: CoursePackage, preset: str = "certification-map", language: str = "en") -> bytes:
    """Write a sheet."""
    return sheet_bytes(spoken(package, language), presets()[preset])


def spoken(package: CoursePackage, language: str) -> CoursePackage:
    """The same in other languages."""
    return replace(package, languages=tuple(Language(one) for one in language.split("+")))
