"""Puts together what the rules are judged by: a view of the facts of a course, and of its race."""

from __future__ import annotations

from courseplanner.layout.survey.stages import FactsStage
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.measure.along.shared_carriageway import opposed_and_lapped
from courseplanner.measure.geometry.geodesy import chainages_m
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.track import Track
from courseplanner.model.weather.conditions import RaceWeather

__all__ = ["evidence_of"]


def evidence_of(found: FactsStage, weather: RaceWeather) -> Evidence:
    """Give what the rules are judged by.

    Parameters
    ----------
    found : FactsStage
    weather : RaceWeather
        That of the hours of the race.
    """
    race, facts = found.on.on.race, found.facts
    brief, course, road = race.brief, facts.course, facts.course.road
    if race.recorded is not None:
        return _recorded(found, race.recorded)
    opposed, lapped = opposed_and_lapped(road.lon, road.lat, road.chainage_m)
    return Evidence(
        lon=road.lon,
        lat=road.lat,
        chainage_m=road.chainage_m,
        nominal_m=facts.nominal_m,
        target_m=facts.target_m,
        separation_m=facts.separation_m,
        ground_m=facts.ground_m,
        legs=course.legs,
        profile=facts.profile,
        visits=facts.visits,
        laps=brief.course.laps,
        runners=brief.event.runners,
        waves=brief.event.waves,
        pen_m=brief.event.pen_m,
        opposed=opposed,
        lapped=lapped,
        level_crossings_m=course.level_crossings_m,
        stations=None,
        defibrillator_mode=brief.stations.mode,
        alert_s=brief.event.alert_s,
        unsolved_m=found.on.unsolved_m,
        reserves=facts.reserves,
        conditions=weather.conditions,
        air=weather.air,
        lacks_date=weather.lacks_date,
        track_m=None,
        shortest_m=None,
        kilometrage=kilometrage_of(facts),
        is_drawn=True,
    )


def _recorded(found: FactsStage, track: Track) -> Evidence:
    """Give what is known of a course that exists: nobody planned it, and nobody said how it is run."""
    facts, on = found.facts, found.on
    road, has_roads = facts.course.road, any(leg.is_on_road for leg in facts.course.legs)
    is_drawn = on.on.is_on_roads
    opposed, lapped = None, None
    if is_drawn:
        opposed, lapped = opposed_and_lapped(road.lon, road.lat, road.chainage_m)
    return Evidence(
        lon=road.lon,
        lat=road.lat,
        chainage_m=road.chainage_m,
        nominal_m=facts.nominal_m,
        target_m=None,
        separation_m=facts.separation_m,
        ground_m=facts.ground_m,
        legs=facts.course.legs if has_roads else None,
        profile=facts.profile,
        visits=None,
        laps=None,
        runners=None,
        waves=None,
        pen_m=None,
        opposed=opposed,
        lapped=lapped,
        level_crossings_m=facts.course.level_crossings_m,
        stations=None,
        defibrillator_mode=None,
        alert_s=None,
        unsolved_m=on.unsolved_m,
        reserves=None,
        conditions=None,
        air=None,
        lacks_date=False,
        track_m=float(chainages_m(track.lon, track.lat)[-1]),
        shortest_m=on.shortest_m,
        kilometrage=None,
        is_drawn=is_drawn,
    )
