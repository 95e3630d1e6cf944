"""What a designer may prefer in a course, and what it weighs."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["MOST_PLACES", "PREFERRED", "WEIGHTS", "Preference"]


class Preference(StrEnum):
    """A word of `[search] prefer`."""

    SCENERY = "scenery"
    MOTOR_FREE = "motor-free"
    FEW_REPEATS = "few-repeats"
    FEW_TURNS = "few-turns"
    FEW_CROSSINGS = "few-crossings"
    LITTLE_CLIMB = "little-climb"
    WIDE = "wide"
    KNOWN_ROADS = "known-roads"
    ROUND = "round"
    MANY_PLACES = "many-places"


WEIGHTS = {
    Preference.SCENERY: 0.4,
    Preference.MOTOR_FREE: 0.1,
    Preference.FEW_REPEATS: 1.0,
    Preference.FEW_TURNS: 0.004,
    Preference.FEW_CROSSINGS: 0.01,
    Preference.LITTLE_CLIMB: 0.001,
    Preference.WIDE: 0.05,
    Preference.KNOWN_ROADS: 0.01,
    Preference.ROUND: 0.03,
    Preference.MANY_PLACES: 0.004,
}
"""By default, in parts of the length: a course may repeat 1 % more of itself to be freer of motor traffic by
10 %. Of turns and crossings what one a kilometre weighs, of climb a metre a kilometre, of places one of up
to `MOST_PLACES`. Our own choice: no standard has any."""

PREFERRED = 4.0
"""What is preferred weighs so many times as much."""

MOST_PLACES = 40
