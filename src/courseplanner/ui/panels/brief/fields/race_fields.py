"""The fields of `[event]`."""

from __future__ import annotations

from courseplanner.base.i18n import text
from courseplanner.ui.panels.brief.fields.field import RULE_NAMES, Field, Kind

__all__ = ["MORE_OF_RACE", "RACE"]

_M = text("m")
_PERCENT = text("%")


RACE = (
    Field("event", "name", Kind.TEXT, text("Name"), text("The name of the race, in tables and files")),
    Field("event", "distance", Kind.DISTANCE, text("Distance"), text("Choose a distance, or type metres")),
)
MORE_OF_RACE = (
    Field("event", "date", Kind.DATE, text("Date"), text("The day of the race, such as 2027-03-28")),
    Field("event", "start_time", Kind.TIME, text("Start time"), text("When it starts, such as 08:30")),
    Field(
        "event",
        "cutoff_h",
        Kind.NUMBER,
        text("Cut-off"),
        text("Hours from the start to the last finisher; six for a marathon and in proportion, if empty"),
        unit=text("h"),
    ),
    Field(
        "event",
        "earliest_start",
        Kind.TIME,
        text("Earliest start"),
        text("The earliest start that the climate study recommends"),
        default=text("06:30"),
    ),
    Field(
        "event",
        "latest_start",
        Kind.TIME,
        text("Latest start"),
        text("The latest start that the climate study recommends"),
        default=text("10:00"),
    ),
    Field("event", "runners", Kind.WHOLE, text("Runners"), text("How many run")),
    Field("event", "waves", Kind.WHOLE, text("Waves"), text("Number of start waves (1 = mass start)")),
    Field(
        "event",
        "pen_m",
        Kind.NUMBER,
        text("Start pen"),
        text("The length of the road, or of all pens together, in which the field waits for the start"),
        unit=_M,
    ),
    Field(
        "event",
        "alert_s",
        Kind.NUMBER,
        text("Alert"),
        text("Seconds from a collapse until help sets out with a defibrillator; 60 by the rules, if empty"),
        unit=text("s"),
    ),
    Field(
        "event",
        "rules",
        Kind.RULES,
        text("Rules"),
        text("The rule set of the race, or a file of your own that ends in .toml"),
        default=RULE_NAMES["world-athletics"],
    ),
    Field(
        "event",
        "mile_marks",
        Kind.YES_NO,
        text("Mile marks"),
        text("Whether each mile is marked, beside each kilometre"),
        default=text("no"),
    ),
    Field(
        "event",
        "prevention_factor",
        Kind.NUMBER,
        text("Prevention"),
        text("Short course prevention factor: the course is planned at the distance times this"),
        default=text("1.001"),
    ),
)
