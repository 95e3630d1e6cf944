"""Evidence told by hand: a straight 10 km on one wide road of which all is known, and changes to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pyproj
from numpy.typing import NDArray

from courseplanner.base.i18n import text
from courseplanner.model.course.course import Leg, Visit
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.profile import Profile
from courseplanner.model.course.reserve import AdjustAt, Reserve
from courseplanner.model.course.stations import DefibrillatorMode, Station, StationKind, StationPlan
from courseplanner.model.course.stretch import Stretch
from courseplanner.model.rulebook.rulebook import Input
from courseplanner.model.weather.conditions import AirOutlook, Conditions, RaceHours, Range

GEOD = pyproj.Geod(ellps="WGS84")
NOMINAL_M = 10_000.0

Floats = NDArray[np.float64]

FIELD_OF: dict[Input, str] = {
    Input.TARGET: "target_m",
    Input.ROADS: "legs",
    Input.HEIGHTS: "profile",
    Input.VISITS: "visits",
    Input.LAPS: "laps",
    Input.RUNNERS: "runners",
    Input.MEETING: "opposed",
    Input.LAPPING: "lapped",
    Input.CROSSINGS: "level_crossings_m",
    Input.STATIONS: "stations",
    Input.WAVES: "waves",
    Input.PEN: "pen_m",
    Input.SHORTEST_LINE: "unsolved_m",
    Input.RESERVE: "reserves",
    Input.WEATHER: "conditions",
    Input.AIR: "air",
}
"""Where the evidence holds an input that may be absent."""

ALWAYS_THERE = (Input.NOMINAL, Input.LINE)


def evidence(**changes: Any) -> Evidence:
    """All that evidence can hold, good by every rule that it can answer; with changes."""
    return replace(STRAIGHT, **changes)


def unknown_course(
    lon: Floats, lat: Floats, chainage_m: Floats, nominal_m: float, separation_m: float, **known: Any
) -> Evidence:
    """A drawn line between a start and a finish, of which nothing else is known but what is named."""
    given = {"lon": lon, "lat": lat, "chainage_m": chainage_m, "nominal_m": nominal_m}
    unknown = dict.fromkeys(field.name for field in fields(Evidence))
    return Evidence(
        **{**unknown, **given, "separation_m": separation_m, "lacks_date": False, "is_drawn": True, **known}
    )


def line(*pieces: tuple[float, float]) -> dict[str, Any]:
    """Lay a line of pieces, each a turn to the right in degrees and a length in metres.

    A point stands every 50 m of a piece and at its end; chainages are exact by construction.
    """
    heading_deg, at_m = 90.0, 0.0
    lon, lat, chainage_m = [9.5], [47.1], [0.0]
    for turn_deg, length_m in pieces:
        heading_deg += turn_deg
        steps, back_deg = int(np.ceil(length_m / 50.0)), 0.0
        from_lon, from_lat = lon[-1], lat[-1]
        for step in range(1, steps + 1):
            away_m = length_m * step / steps
            to_lon, to_lat, back_deg = GEOD.fwd(from_lon, from_lat, heading_deg, away_m)
            lon.append(float(to_lon))
            lat.append(float(to_lat))
            chainage_m.append(at_m + away_m)
        at_m += length_m
        heading_deg = float(back_deg) + 180.0  # a geodesic arrives with another bearing than it set out with
    return {"lon": np.array(lon), "lat": np.array(lat), "chainage_m": np.array(chainage_m)}


def legs(*stretches: tuple[float, dict[str, Any]]) -> tuple[Leg, ...]:
    """Lay legs of these lengths in metres, each as the wide road but for what differs."""
    at_m, laid = 0.0, []
    for length_m, differs in stretches:
        laid.append(replace(WIDE, from_m=at_m, to_m=at_m + length_m, **differs))
        at_m += length_m
    return tuple(laid)


def profile(drop_m: float, error_m: float = 0.0) -> Profile:
    """Heights that fall evenly by so much."""
    at_m = np.linspace(0.0, NOMINAL_M, 11)
    height_m = 500.0 - drop_m * at_m / NOMINAL_M
    return Profile(at_m, height_m, error_m, 0.0, 0.0, (0.0, 0.0), (), 0.0)


def visits(villages: int, scenic: int, rating: int | None = 4) -> tuple[Visit, ...]:
    """Visits of so many villages and rated scenic spots."""
    plain = Visit("", "village", None, 9.5, 47.1, 0.0, 0.0, required=False)
    return (
        *(replace(plain, name=f"Village {number}") for number in range(villages)),
        *(replace(plain, name=f"Spot {n}", kind="scenic", rating=rating) for n in range(scenic)),
    )


def stretches(*bounds: tuple[float, float]) -> tuple[Stretch, ...]:
    """Stretches of the course by their ends."""
    return tuple(Stretch(from_m, to_m) for from_m, to_m in bounds)


def stations(count: int | None = 16, **changes: Any) -> StationPlan:
    """Stations at these chainages, by kind; those that are not named stand as they should.

    `count` toilets stand at each place of toilets.
    """
    passes_m: dict[str, Sequence[float]] = {**WELL_PLACED_M, **changes}
    placed = []
    for word, all_m in passes_m.items():
        kind = StationKind(word.replace("_", "-"))
        toilets = count if kind is StationKind.TOILETS else None
        placed += [Station(kind, text(word), (at_m,), 9.5, 47.1, count=toilets) for at_m in all_m]
    return StationPlan(tuple(placed))


def with_mode(mode: DefibrillatorMode, passes_m: Sequence[float]) -> StationPlan:
    """Defibrillators of one mode at these chainages, and nothing else."""
    kind = StationKind.DEFIBRILLATOR
    return StationPlan(tuple(Station(kind, text("it"), (one,), 9.5, 47.1, mode=mode) for one in passes_m))


def place(at: str, add_m: float, cut_m: float, at_m: float = 0.0) -> Reserve:
    """A place on Ring Road where the course can be made longer and shorter."""
    return Reserve(AdjustAt(at), "Ring Road", at_m, 9.5, 47.1, add_m, cut_m)


def with_widths(*widths: tuple[float, float]) -> Evidence:
    """Evidence on legs of these lengths and tagged widths."""
    return evidence(legs=legs(*((length_m, {"width_m": width_m}) for length_m, width_m in widths)))


def all_without(what: Sequence[Input]) -> Evidence:
    """All the evidence, but without these inputs."""
    return evidence(**{FIELD_OF[item]: None for item in what if item in FIELD_OF})


WELL_PLACED_M: dict[str, Sequence[float]] = {
    "water": (0.0, 5_000.0, 10_000.0),
    "sponges": (2_500.0, 7_500.0),
    "board": tuple(1_000.0 * km for km in range(1, 10)),
    "finish_board": (9_900.0,),
    "mat": (0.0, 5_000.0, 10_000.0),
    "medical": (0.0, 2_500.0, 5_000.0, 7_500.0, 8_700.0, 10_000.0),
    "defibrillator": (
        *(300.0 * number for number in range(25)),
        *(7_500.0 + 125.0 * number for number in range(21)),
    ),
    "toilets": (0.0,),
}
WIDE = Leg(1, "Ring Road", 0.0, 0.0, "primary", "asphalt", 14.0, "tag", motor_free=True, unpaved=False)


def conditions(wbgt_c: float = 16.0, **changes: Any) -> Conditions:
    """Make the weather of a mild race on 20 days, nine of ten of which do not pass a WBGT; with changes."""
    mild = Conditions(
        race=RaceHours(dt.date(2027, 4, 11), 8.0, 2.0),
        years=1,
        is_typical=True,
        lat=25.0,
        highest_wbgt_c=(wbgt_c - 1.0,) * 10 + (wbgt_c,) * 10,
        is_simplified=False,
        temperature_c=ranges(15, (15.3, 21.6)),
        wind_m_s=ranges(12, (2.02, 4.95)),
        middle_c=17.0,
        middle_m_s=3.0,
    )
    return replace(mild, **changes)


def ranges(inside: int, one: tuple[float, float], days: int = 20) -> tuple[Range, ...]:
    """Give the ranges of some days that are like one, and of the others, which reach far above it."""
    return (Range(*one),) * inside + (Range(one[0], 99.0),) * (days - inside)


STRAIGHT = Evidence(
    **line((0.0, NOMINAL_M)),
    nominal_m=NOMINAL_M,
    target_m=10_010.0,
    separation_m=120.0,
    legs=legs((100.0, {"width_m": 8.0}), (9_900.0, {})),
    profile=profile(0.0),
    visits=visits(8, 2),
    laps=1,
    runners=800,
    waves=2,
    pen_m=60.0,
    opposed=(),
    lapped=(),
    level_crossings_m=(),
    stations=stations(),
    unsolved_m=0.0,
    reserves=(place("start", 200.0, 180.0),),
    defibrillator_mode=None,
    alert_s=None,
    ground_m=None,
    lacks_date=False,
    track_m=None,
    shortest_m=None,
    kilometrage=None,
    is_drawn=True,
    conditions=conditions(),
    air=AirOutlook((50.0,) * 38 + (70.0, 120.0)),
)
