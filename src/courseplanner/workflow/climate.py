"""From records of weather and air to the months, weeks and hours for a race."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from courseplanner.assess.climate.study import study_climate
from courseplanner.base.atomic_files import write_files
from courseplanner.base.errors import InputError
from courseplanner.base.i18n import Language, Text, text
from courseplanner.base.progress import Progress
from courseplanner.export.documents.climate import climate_document
from courseplanner.export.syntax.jsontext import json_bytes
from courseplanner.export.tables.along import along_table
from courseplanner.export.tables.csvtext import csv_bytes
from courseplanner.measure.geometry.geodesy import chainages_m, distances_m, point_at
from courseplanner.model.climate.study import Away, ClimateStudy
from courseplanner.model.course.track import Track
from courseplanner.model.weather.conditions import RaceHours
from courseplanner.model.weather.runner_conditions import RunnerConditions
from courseplanner.model.weather.slot_settings import USUAL_SLOTS, SlotSettings
from courseplanner.workflow.race_weather import FAR_M, about_heights

__all__ = ["ClimateAsked", "ClimateResult", "climate_json", "study_of_files", "write_climate"]

_FAR_HIGHER_M = 300.0
"""A station so much higher or lower tells little of the course."""
_POINTS = 500


@dataclass(frozen=True, slots=True, eq=False)
class ClimateResult:
    """What the study of a climate gave.

    Parameters
    ----------
    study : ClimateStudy
    race : RaceHours or None
        When it is held, where that was said.
    along : tuple of RunnerConditions or None
        What runners meet along the course then; `None` without a course or a date.
    doubts : tuple of Text
        What looks wrong, or reaches less far than it seems.
    """

    study: ClimateStudy
    race: RaceHours | None
    along: tuple[RunnerConditions, ...] | None
    doubts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ClimateAsked:
    """For which race a climate is studied.

    Parameters
    ----------
    duration_h : float
        From the start to the last finisher.
    rules : str
        A rule set, for flags and window.
    start : tuple of datetime.date and float, or None
        Date and start time.
    adjusts : bool
        Whether temperature and pressure are taken to the height of the course.
    settings : SlotSettings
        Usual start hours, and normals of rain.
    """

    duration_h: float
    rules: str
    start: tuple[dt.date, float] | None = None
    adjusts: bool = False
    settings: SlotSettings = USUAL_SLOTS


def study_of_files(
    weather: Sequence[Path], air: Path | None, course: Path | None, asked: ClimateAsked, progress: Progress
) -> ClimateResult:
    """Read records, and study them for a race.

    Parameters
    ----------
    weather : sequence of Path
    air : Path or None
    course : Path or None
        A GPX file, for how far and how high the course lies from the station.
    asked : ClimateAsked
    progress : Progress

    Raises
    ------
    InputError
        If a file can't be read, or there is no height to adjust to.
    CancelledError
        If `progress` was cancelled.
    """
    from courseplanner.rules.book.levels import levels_of
    from courseplanner.rules.book.rule_files import read_rule_set
    from courseplanner.sources.tracks.tracks import read_track
    from courseplanner.sources.weather.air import read_air
    from courseplanner.sources.weather.weather import read_weather

    levels = levels_of(read_rule_set(asked.rules))
    progress.report(0.1, text("reading the weather"))
    recorded = read_weather(weather)
    progress.report(0.5, text("reading the air"))
    air_record = None if air is None else read_air(air)
    away, track = None, None
    if course is not None:
        track = read_track(course, progress.part(0.5, 0.6))
        away = _away(
            track,
            recorded.station.lon,
            recorded.station.lat,
            recorded.station.elevation_m,
            adjusts=asked.adjusts,
        )
    if asked.adjusts:
        _refuse_without_heights(away)
    progress.report(0.7, text("simulating a race on every day"))
    study = study_climate(recorded, air_record, levels, asked.duration_h, away, asked.settings)
    race = None if asked.start is None else RaceHours(*asked.start, asked.duration_h)
    along = None if track is None or race is None else _along(track, study, race)
    progress.report(1.0, text("the climate is studied"))
    doubts = recorded.doubts + (() if air_record is None else air_record.doubts) + _about_away(away)
    return ClimateResult(study, race, along, doubts + about_heights(along or ()))


def _along(track: Track, study: ClimateStudy, race: RaceHours) -> tuple[RunnerConditions, ...]:
    """Find what runners meet along a track; its own heights tell the temperature, and nothing the shade."""
    from courseplanner.assess.climate.along import met_along
    from courseplanner.measure.ground.profile import profile_of
    from courseplanner.measure.ground.relief import relief_of_track

    along_m = chainages_m(track.lon, track.lat)
    relief = relief_of_track(along_m, track.height_m)
    profile = None if relief is None else profile_of(relief)
    return met_along(track.lon, track.lat, along_m, profile, None, study.weather, race)


def _away(track: Track, lon: float, lat: float, elevation_m: float | None, *, adjusts: bool) -> Away:
    """Find how far a course lies from a station, and how much higher."""
    along_m = chainages_m(track.lon, track.lat)
    places = [
        point_at(track.lon, track.lat, along_m, float(at)) for at in np.linspace(0.0, along_m[-1], _POINTS)
    ]
    lons, lats = (np.array(side) for side in zip(*places, strict=True))
    nearest_m = float(distances_m(lon, lat, lons, lats).min())
    known = ~np.isnan(track.height_m)
    course_m = float(track.height_m[known].mean()) if known.any() else None
    higher_m = None if course_m is None or elevation_m is None else course_m - elevation_m
    return Away(nearest_m, course_m, higher_m, adjusts and higher_m is not None)


def _refuse_without_heights(away: Away | None) -> None:
    if away is None:
        raise InputError(
            "--adjust",
            text("there is no course to adjust to"),
            text("give --course, a GPX file with heights"),
        )
    if not away.is_adjusted:
        raise InputError(
            "--adjust",
            text("the height of the course or of the station is unknown"),
            text("give a track with heights, or leave --adjust out"),
        )


def _about_away(away: Away | None) -> tuple[Text, ...]:
    doubts: list[Text] = []
    if away is not None and away.distance_m > FAR_M:
        doubts.append(
            text(
                "the station lies {distance:.0f} km from the course; check that it is for that place",
                distance=away.distance_m / 1000.0,
            )
        )
    if (
        away is not None
        and away.higher_m is not None
        and abs(away.higher_m) > _FAR_HIGHER_M
        and not away.is_adjusted
    ):
        doubts.append(
            text(
                "the course lies {higher:+.0f} m above the station; --adjust takes the temperature there",
                higher=away.higher_m,
            )
        )
    return tuple(doubts)


def climate_json(result: ClimateResult) -> bytes:
    """Give what the study of a climate gave as JSON."""
    return json_bytes(climate_document(result.study, result.along, result.doubts, result.race))


def write_climate(result: ClimateResult, folder: Path, languages: Sequence[Language]) -> tuple[Path, ...]:
    """Write the study as JSON, as a picture in PNG and SVG, and its sheet of triggers as PDF.

    Parameters
    ----------
    result : ClimateResult
    folder : Path
        Made where there is none; older files of these names are replaced.
    languages : sequence of Language
        In which picture and sheet speak.

    Returns
    -------
    tuple of Path
        What was written; the triggers are those of the day of the race, else of the best slot that is
        recommended, and are left out where there is neither.

    Raises
    ------
    OutputError
        If something can't be written.
    """
    from courseplanner import __version__
    from courseplanner.assess.climate.action_plans import action_plan_of
    from courseplanner.export.climate_picture import climate_picture
    from courseplanner.export.sheet.drawing.pdf import pdf_bytes
    from courseplanner.export.sheet.drawing.speech import Speech
    from courseplanner.export.sheet.drawing.svg import png_bytes, svg_bytes
    from courseplanner.export.weather_action_plan import weather_action_plan_page

    study, speech = result.study, Speech(tuple(languages))
    picture = climate_picture(study, speech)
    files = {
        "climate.json": climate_json(result),
        "climate.png": png_bytes(picture),
        "climate.svg": svg_bytes(picture, study.weather.station.name),
    }
    if result.along is not None:
        files["conditions.csv"] = csv_bytes(along_table(result.along))
    slot = _slot(result)
    if slot is not None:
        page = weather_action_plan_page(action_plan_of(study, study.weather.station.name, *slot), speech)
        files["weather-action-plan.pdf"] = pdf_bytes(
            [page], "Weather action plan", f"courseplanner {__version__}"
        )
    write_files(folder, files)
    return tuple(folder / name for name in files)


def _slot(result: ClimateResult) -> tuple[int, float] | None:
    """Give the week and the hour of the race, else of the best slot that is recommended."""
    from courseplanner.model.climate.weeks import week_of

    if result.race is not None:
        return week_of(result.race.date), result.race.start_h
    best = result.study.best_slots
    return (best[0].week, float(best[0].start_h)) if best else None
