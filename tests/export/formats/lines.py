"""Candidates along lines that are awkward in one way each, for the formats to carry."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pyproj import Geod

from courseplanner.assess.climate.action_plans import blank_action_plan
from courseplanner.export.course_package import CoursePackage
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.course.course import Mark
from handmade import candidate, course, profile, region
from weather_made import LEVELS

__all__ = ["LINES", "marked", "package"]

_GEOD = Geod(ellps="WGS84")


def _wandering(
    lon: float, lat: float, length_m: float, points: int, seed: int
) -> tuple[list[float], list[float]]:
    """A line that bends at each point, as the arcs of a shortest route do."""
    dice = np.random.default_rng(seed)
    headings = np.cumsum(dice.normal(0.0, 25.0, points - 1))
    step_m = dice.uniform(0.2, 1.8, points - 1) * length_m / points
    lons, lats = [lon], [lat]
    for heading, metres in zip(headings, step_m, strict=True):
        east, north, _ = _GEOD.fwd(lons[-1], lats[-1], heading, metres)
        lons.append(round(float(east), 8))
        lats.append(round(float(north), 8))
    return lons, lats


def _crossing_itself(times: int) -> tuple[list[float], list[float]]:
    """A rosette: it crosses itself so many times."""
    turn = np.linspace(0.0, 2.0 * np.pi, 60 * times)
    radius = 0.004 + 0.003 * np.cos((times + 0.5) * 2.0 * turn)
    return np.round(104.9 + radius * np.cos(turn), 8).tolist(), np.round(
        25.0 + radius * np.sin(turn), 8
    ).tolist()


LINES = {
    "handmade": ([104.9, 104.91234567, 104.92, 104.9], [25.0, 25.01, 25.02, 25.0005]),
    "400 m": _wandering(9.5, 47.1, 400.0, 60, 1),
    "half marathon": _wandering(9.5, 47.1, 21_118.0, 1_000, 2),
    "100 km": _wandering(104.9, 25.0, 100_100.0, 2_500, 3),
    "far south": _wandering(-68.3, -54.8, 10_010.0, 500, 4),
    "over the antimeridian": ([179.995, -179.998, -179.99, 179.991], [-16.8, -16.801, -16.81, -16.82]),
    "crosses itself": _crossing_itself(10),
    "two points": ([104.9, 104.91], [25.0, 25.0]),
}


def package(name: str, *, heights: bool = False, words: str = "Riverside Half Marathon") -> CoursePackage:
    """A course along one of the lines, with a mark at each kilometre."""
    plan = blank_action_plan(words, LEVELS)
    return CoursePackage(marked(name, heights=heights), words, region().provenance, action_plan=plan)


def marked(name: str, *, heights: bool = False) -> Candidate:
    """A candidate along one of the lines, with a mark at each kilometre."""
    line = course(*LINES[name])
    if heights:
        line = replace(line, height_m=np.round(1_200.0 + 30.0 * np.sin(line.chainage_m / 900.0), 3))
    at_m = [0.0, *np.arange(1_000.0, line.course_m, 1_000.0).tolist(), line.course_m]
    kinds = ["start", *["km"] * (len(at_m) - 2), "finish"]
    marks = tuple(
        Mark(kind, f"{kind} {number}", one_m, one_m, *_at(line.lon, line.lat, line.chainage_m, one_m))
        for number, (kind, one_m) in enumerate(zip(kinds, at_m, strict=True))
    )
    made = replace(candidate(line=line), marks=marks)
    if heights:
        made = replace(made, profile=profile(), ground_m=line.course_m)
    return made


def _at(lon: np.ndarray, lat: np.ndarray, chainage_m: np.ndarray, at_m: float) -> tuple[float, float]:
    # Along the shorter way round, also over the antimeridian.
    east = np.rad2deg(np.unwrap(np.deg2rad(lon)))
    there = (float(np.interp(at_m, chainage_m, east)) + 180.0) % 360.0 - 180.0
    return there, float(np.interp(at_m, chainage_m, lat))
