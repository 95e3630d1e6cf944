"""The records of weather and air of a region, and what they tell of a race."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from courseplanner.assess.climate.of_race import duration_of
from courseplanner.assess.climate.study import at_height, study_climate
from courseplanner.base.i18n import Text, text
from courseplanner.measure.geometry.geodesy import distance_m
from courseplanner.model.brief.brief import Brief, Sources
from courseplanner.model.climate.study import ClimateStudy
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.provenance import Provenance
from courseplanner.model.region import Region
from courseplanner.model.weather.runner_conditions import RunnerConditions
from courseplanner.model.weather.slot_settings import SlotSettings
from courseplanner.model.weather.weather import AirRecord, Weather

__all__ = [
    "FAR_M",
    "Records",
    "about_heights",
    "read_records",
    "slot_settings",
    "study_of_region",
    "weather_doubts",
]

FAR_M = 50_000.0
"""A station farther off tells little of a course."""


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """What was recorded of weather and air; `None` where no file is given."""

    weather: Weather | None
    air: AirRecord | None

    @property
    def provenance(self) -> tuple[Provenance, ...]:
        """Of all their files."""
        of_air = () if self.air is None else (self.air.provenance,)
        return (*(() if self.weather is None else self.weather.provenance), *of_air)


def read_records(sources: Sources) -> Records:
    """Read the files of weather and air that a brief names.

    Temperature and pressure are taken to the height that the brief names, if it names one.

    Raises
    ------
    InputError
        If one can't be read.
    """
    weather, air = None, None
    if sources.weather:
        from courseplanner.sources.weather.weather import read_weather

        weather = read_weather(sources.weather)
        if sources.weather_height_m is not None:
            weather = at_height(weather, sources.weather_height_m)
    if sources.air is not None:
        from courseplanner.sources.weather.air import read_air

        air = read_air(sources.air)
    return Records(weather, air)


def study_of_region(region: Region, brief: Brief) -> ClimateStudy | None:
    """Study the climate of a region for a race; `None` without weather.

    Raises
    ------
    InputError
        If the rule set of the brief can't be read.
    """
    if region.weather is None:
        return None
    from courseplanner.rules.book.levels import levels_of
    from courseplanner.rules.book.rule_files import read_rule_set

    levels = levels_of(read_rule_set(brief.event.rules))
    return study_climate(
        region.weather, region.air, levels, duration_of(brief), settings=slot_settings(brief)
    )


def slot_settings(brief: Brief) -> SlotSettings:
    """Give the usual start hours, and the normals of rain, that a brief names."""
    earliest_h, latest_h = brief.event.usual_starts_h
    return SlotSettings(earliest_h, latest_h, brief.climate.rain_days)


def about_heights(along: Iterable[RunnerConditions]) -> tuple[Text, ...]:
    """Say where temperatures along a course are those of the station, for a height is unknown."""
    if all(met.at_course_height for met in along):
        return ()
    return (
        text(
            "the height of the course or of the station is unknown: temperatures along it are the station's"
        ),
    )


def weather_doubts(region: Region, candidates: Iterable[Candidate] = ()) -> tuple[Text, ...]:
    """Say what looks wrong in the records of a region, that they are of another place, or lack a height.

    Parameters
    ----------
    region : Region
    candidates : iterable of Candidate, optional
        Courses whose conditions are given.
    """
    weather, air = region.weather, region.air
    doubts = (() if weather is None else weather.doubts) + (() if air is None else air.doubts)
    doubts += about_heights(met for candidate in candidates for met in candidate.along or ())
    if weather is None:
        return doubts
    west, south, east, north = region.bbox
    station = weather.station
    nearest = min(max(station.lon, west), east), min(max(station.lat, south), north)
    away_m = distance_m(station.lon, station.lat, *nearest)
    if away_m <= FAR_M:
        return doubts
    far = text(
        "the station {name} lies {distance:.0f} km from the region; check that it is for that place",
        name=station.name,
        distance=away_m / 1000.0,
    )
    return (*doubts, far)
