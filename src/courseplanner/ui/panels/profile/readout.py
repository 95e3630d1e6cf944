"""What is known of a course at one place, in words. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from courseplanner.base.i18n import Text, text
from courseplanner.model.climate.words import clock_words
from courseplanner.model.course.course import Course, Leg
from courseplanner.model.weather.runner_conditions import RunnerConditions
from courseplanner.ui.look.figures import UNKNOWN

__all__ = ["readout"]

_CLASSES = {
    "trunk": text("trunk road"),
    "trunk_link": text("slip road of a trunk road"),
    "primary": text("primary road"),
    "primary_link": text("slip road of a primary road"),
    "secondary": text("secondary road"),
    "secondary_link": text("slip road of a secondary road"),
    "tertiary": text("tertiary road"),
    "tertiary_link": text("slip road of a tertiary road"),
    "unclassified": text("minor road"),
    "residential": text("residential street"),
    "living_street": text("living street"),
    "pedestrian": text("pedestrian street"),
    "service": text("service road"),
    "track": text("track"),
    "cycleway": text("cycleway"),
    "footway": text("footway"),
    "path": text("path"),
    "bridleway": text("bridleway"),
    "road": text("road of unknown class"),
    "busway": text("busway"),
    "raceway": text("raceway"),
}
_TRAFFIC = {
    True: text("no motor traffic"),
    False: text("motor traffic"),
    None: text("motor traffic unknown"),
}


def readout(course: Course, at_m: float, km: float, along: Sequence[RunnerConditions] = ()) -> Text:
    """Say what is known of the course at a chainage, with its kilometre, and when runners come there."""
    leg = course.leg_at(at_m)
    place = text("km {km}", km=f"{km:.2f}")
    if along:
        place = text("{place}  ·  {runners}", place=place, runners=_runners(along, at_m))
    return text(
        "{place}  ·  {height}  ·  {name}  ·  {road_class}  ·  {width}  ·  {surface}  ·  {traffic}",
        place=place,
        height=_height(course, at_m),
        name=leg.name or text("road without a name"),
        road_class=_CLASSES.get(leg.road_class, leg.road_class),
        width=_width(leg),
        surface=_surface(leg),
        traffic=_TRAFFIC[leg.motor_free],
    )


def _runners(along: Sequence[RunnerConditions], at_m: float) -> Text:
    """Say when the first and the last runner come, and how warm it is then."""
    first, last = along[0], along[-1]
    temperatures = [float(np.interp(at_m, met.at_m, met.temperature_c)) for met in (first, last)]
    if np.isnan(temperatures).any():
        warmth = text("temperature {unknown}", unknown=UNKNOWN)
    else:
        coolest, warmest = (round(temperature) for temperature in sorted(temperatures))
        template = "{coolest} °C" if warmest == coolest else "{coolest}–{warmest} °C"
        warmth = text(template, coolest=coolest, warmest=warmest)
    return text(
        "runners {first}–{last}, {warmth}",
        first=clock_words(float(np.interp(at_m, first.at_m, first.clock_h))),
        last=clock_words(float(np.interp(at_m, last.at_m, last.clock_h))),
        warmth=warmth,
    )


def _height(course: Course, at_m: float) -> Text:
    if course.height_m is None:
        return text("height {unknown}", unknown=UNKNOWN)
    return text("height {height:.0f} m", height=float(np.interp(at_m, course.chainage_m, course.height_m)))


def _width(leg: Leg) -> Text:
    width = f"{leg.width_m:.1f}"
    is_known, is_shut = leg.width_from in ("tag", "user"), leg.open_width_m < leg.width_m
    if is_shut and is_known:
        return text("{width} m wide, {open:.1f} m open", width=width, open=leg.open_width_m)
    if is_shut:
        return text("{width} m wide, assumed, {open:.1f} m open", width=width, open=leg.open_width_m)
    return text("{width} m wide" if is_known else "{width} m wide, assumed", width=width)


def _surface(leg: Leg) -> Text:
    if leg.surface is None:
        return text("surface {unknown}", unknown=UNKNOWN)
    return text("{surface}", surface=leg.surface.replace("_", " "))
