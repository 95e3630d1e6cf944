"""Courses for sheets: on a small town's roads, with all that a sheet may show."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from courseplanner.export.dossier import Dossier
from courseplanner.export.sheet.compose import sheet_bytes
from courseplanner.export.sheet.preset import presets
from courseplanner.i18n import Language
from courseplanner.model.brief_file import read_brief
from courseplanner.progress import Progress
from courseplanner.workflow import dossier_of, plan
from layout.maps import brief_text, grid

__all__ = ["pdf_of", "restricted", "spoken", "town"]


@cache
def town() -> Dossier:
    """A loop of 5 km in a town of 9 by 9 streets, planned."""
    with TemporaryDirectory() as folder:
        small = grid(9, 9, 200.0).village("Oberdorf", 420.0, 390.0).village("山下村", 1_220.0, 980.0)
        small.node(800_001, 650.0, 640.0, place="town", name="Gitterstadt").write(Path(folder))
        path = Path(folder) / "brief.toml"
        path.write_text(brief_text("5km", search={"candidates": 1}), encoding="utf-8")
        result = plan(read_brief(path), Progress())
    return dossier_of(result.proposal.candidates[0], result.brief, result.region)


def restricted(dossier: Dossier) -> Dossier:
    """The same with half of the road shut on two stretches."""
    course = dossier.candidate.course
    shut = {1: 3.0, 3: 2.0}
    legs = tuple(
        replace(leg, shut_left_m=shut[number], marked_by="cones") if number in shut else leg
        for number, leg in enumerate(course.legs)
    )
    return replace(dossier, candidate=replace(dossier.candidate, course=replace(course, legs=legs)))


def pdf_of(dossier: Dossier, preset: str = "certification-map", language: str = "en") -> bytes:
    """Write a sheet."""
    return sheet_bytes(spoken(dossier, language), presets()[preset])


def spoken(dossier: Dossier, language: str) -> Dossier:
    """The same in other languages."""
    return replace(dossier, languages=tuple(Language(one) for one in language.split("+")))
