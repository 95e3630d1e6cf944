"""The fields of `[course]` and `[limits]`."""

from __future__ import annotations

from courseplanner.base.i18n import text
from courseplanner.ui.panels.brief.fields.field import Field, Kind

__all__ = ["COURSE", "LIMITS"]

_M = text("m")
_PERCENT = text("%")


COURSE = (
    Field("course", "shape", Kind.SHAPE, text("Shape"), text("The shape of the course")),
    Field(
        "course",
        "laps",
        Kind.WHOLE,
        text("Laps"),
        text("How many times the lap is run"),
        default=text("1"),
        shapes=("laps",),
    ),
    Field(
        "course",
        "lead_in_m",
        Kind.NUMBER,
        text("Lead-in"),
        text(
            "Roughly how much of the lap is run before the first whole one: the "
            "finish lies that far past the start"
        ),
        unit=_M,
        default=text("0"),
        shapes=("laps",),
    ),
    Field(
        "course",
        "start",
        Kind.PLACE,
        text("Start"),
        text("A place of the region, or a position: longitude, latitude"),
        default=text("the planner chooses"),
    ),
    Field(
        "course",
        "finish",
        Kind.PLACE,
        text("Finish"),
        text("A place of the region, or a position: longitude, latitude"),
        default=text("the planner chooses"),
        shapes=("point-to-point",),
    ),
    Field(
        "course",
        "visit",
        Kind.PLACES,
        text("Must pass"),
        text("Places that the course must visit; names, or positions: longitude, latitude"),
    ),
    Field(
        "course",
        "avoid",
        Kind.ROADS,
        text("Avoid roads"),
        text("Names of roads that the course must not use, or GeoJSON files of areas"),
    ),
    Field(
        "course",
        "keep",
        Kind.ROADS,
        text("Keep roads"),
        text("What every course must run from end to end: GPX tracks, or names of roads"),
    ),
    Field(
        "course",
        "villages",
        Kind.WHOLE,
        text("Villages ≥"),
        text("At least so many villages along the course"),
        default=text("0"),
    ),
    Field(
        "course",
        "scenic",
        Kind.WHOLE,
        text("Scenic ≥"),
        text("At least so many scenic spots along the course"),
        default=text("0"),
    ),
    Field(
        "course", "scenic_rating", Kind.RATING, text("Rated"), text("Scenic spots count from this rating up")
    ),
    Field(
        "course",
        "visit_within_m",
        Kind.NUMBER,
        text("Visit within"),
        text("A place counts as visited when the course passes this close"),
        unit=_M,
        default=text("300"),
    ),
)
LIMITS = (
    Field(
        "limits",
        "min_width_m",
        Kind.NUMBER,
        text("Width ≥"),
        text("The least width of every road"),
        unit=_M,
        suggestion="4",
    ),
    Field(
        "limits",
        "max_repeated",
        Kind.PERCENT,
        text("Repeated ≤"),
        text("The part of the course that may repeat earlier parts"),
        unit=_PERCENT,
        suggestion="10",
    ),
    Field(
        "limits",
        "max_unpaved",
        Kind.PERCENT,
        text("Unpaved ≤"),
        text("The part of the course that may be unpaved"),
        unit=_PERCENT,
        suggestion="0",
    ),
    Field(
        "limits",
        "min_motor_free",
        Kind.PERCENT,
        text("Motor-free ≥"),
        text("The part of the course that must lie on ways without motor traffic"),
        unit=_PERCENT,
        suggestion="30",
    ),
    Field(
        "limits",
        "max_climb_m",
        Kind.NUMBER,
        text("Climb ≤"),
        text("The metres that the course may climb; needs elevation files"),
        unit=_M,
        suggestion="400",
    ),
    Field(
        "limits",
        "max_tunnel_m",
        Kind.NUMBER,
        text("In tunnels ≤"),
        text("The metres that the course may run in tunnels; 0 forbids them"),
        unit=_M,
        suggestion="0",
    ),
    Field(
        "limits",
        "max_self_crossings",
        Kind.WHOLE,
        text("Crosses itself ≤"),
        text("How many times the course may cross itself on the level, as a figure of eight does"),
        suggestion="0",
    ),
)
