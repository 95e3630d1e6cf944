"""The answer of `climate`, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.i18n import Text
from courseplanner.export.syntax.jsontext import degrees, share
from courseplanner.model.climate.air_shares import AirShares
from courseplanner.model.climate.hour_counts import HourCounts
from courseplanner.model.climate.outlook import Outlook
from courseplanner.model.climate.slot import Slot
from courseplanner.model.climate.standing import standing_of
from courseplanner.model.climate.study import ClimateStudy, unknown_of
from courseplanner.model.climate.weeks import days_of_week, week_of
from courseplanner.model.climate.wet_season import RAINY_SHARE, WET_HUMIDITY_PERCENT, WET_VAPOUR_SHARE
from courseplanner.model.climate.words import clock_words
from courseplanner.model.weather.climate_levels import FLAGS
from courseplanner.model.weather.conditions import RaceHours
from courseplanner.model.weather.runner_conditions import RunnerConditions

__all__ = ["climate_document"]


def climate_document(
    study: ClimateStudy,
    along: Sequence[RunnerConditions] | None,
    doubts: Sequence[Text],
    race: RaceHours | None = None,
) -> dict[str, Any]:
    """Put the study of a climate in the words of the contract.

    Shares are of the days that are counted beside them; what was not recorded is `None`.
    """
    months = study.month_hours
    return {
        "schema": 1,
        "station": _station(study),
        "record": _record(study),
        "duration_h": study.duration_h,
        "window": {
            "temperature_c": list(study.levels.comfort_c),
            "wind_m_s": list(study.levels.comfort_m_s),
            "air_index": study.levels.clean_air,
            "flags_wbgt_c": list(study.levels.flags_c),
            "earliest_start": clock_words(study.settings.earliest_h),
            "latest_start": clock_words(study.settings.latest_h),
        },
        "rain": _rain(study),
        "course": _course(study),
        "annual": {**_hours(study.year), "air": _air(study.air_year)},
        "months": [
            {
                "month": number + 1,
                **_hours(counts),
                "best_start": _clock(months.best_start_h[number]),
                "rank": months.order.index(number + 1) + 1 if number + 1 in months.order else None,
                "air": _air(None if study.air_months is None else study.air_months[number]),
                "rain_recorded": number + 1 not in study.months_without_rain,
                "wet": number + 1 in study.wet_months,
            }
            for number, counts in enumerate(study.months)
        ],
        "slots": [_slot(slot) for slot in study.slots],
        "race": _race(study, race),
        "along": None if along is None else [_met(met) for met in along],
        "doubts": [str(words) for words in doubts],
    }


def _station(study: ClimateStudy) -> dict[str, Any]:
    station = study.weather.station
    return {
        "name": station.name,
        "lat": degrees(station.lat),
        "lon": degrees(station.lon),
        "elevation_m": station.elevation_m,
        "utc_offset_h": station.standard_h,
        "zone": station.zone,
    }


def _record(study: ClimateStudy) -> dict[str, Any]:
    weather = study.weather
    return {
        "typical_year": weather.is_typical,
        "years": list(weather.years),
        "wbgt_simplified_hours": int(study.races.heat.is_simplified.sum()),
        "not_recorded": [str(words) for words in unknown_of(weather)],
        "provenance": [
            {"source": one.source, "sha256": one.sha256}
            for one in (*weather.provenance, *(() if study.air is None else (study.air.provenance,)))
        ],
    }


def _course(study: ClimateStudy) -> dict[str, Any] | None:
    away = study.away
    if away is None:
        return None
    return {
        "station_distance_m": round(away.distance_m),
        "elevation_m": None if away.course_m is None else round(away.course_m, 1),
        "above_station_m": None if away.higher_m is None else round(away.higher_m, 1),
        "adjusted": away.is_adjusted,
    }


def _hours(counts: HourCounts) -> dict[str, Any]:
    mean_c = counts.mean_temperature_c
    return {
        "mean_temperature_c": None if mean_c is None else round(mean_c, 4),
        "hours": counts.hours,
        "missing_hours": counts.missing_hours,
        "hours_temperature": counts.hours_in_temperature,
        "hours_wind": counts.hours_in_wind,
        "hours_in_window": counts.hours_in_window,
    }


def _air(shares: AirShares | None) -> dict[str, Any] | None:
    if shares is None:
        return None
    return {
        "days": shares.days,
        "clean_days": shares.clean_days,
        "clean": share(shares.clean_days / shares.days),
        "bad_days": shares.bad_days,
        "highest": shares.highest,
    }


def _rain(study: ClimateStudy) -> dict[str, Any]:
    """Say whether rain was recorded, and by what a month counts as wet where it was not."""
    rain_days = study.settings.rain_days
    return {
        "recorded": not study.months_without_rain,
        "not_recorded_months": list(study.months_without_rain),
        "wet_months": list(study.wet_months),
        "rain_days": None if rain_days is None else list(rain_days),
        "rainy_share": RAINY_SHARE,
        "vapour_share": WET_VAPOUR_SHARE,
        "humidity_percent": WET_HUMIDITY_PERCENT,
    }


def _race(study: ClimateStudy, race: RaceHours | None) -> dict[str, Any] | None:
    if race is None:
        return None
    week = week_of(race.date)
    standing = standing_of(study, week, race.start_h)
    return {
        "date": race.date.isoformat(),
        "start": clock_words(race.start_h),
        "week": week,
        "slot_start": None if standing is None else _clock(standing.slot.start_h),
        "rank": None if standing is None else standing.rank,
        "usual_slots": None if standing is None else standing.count,
        "reasons": None if standing is None else [str(words) for words in standing.reasons],
    }


def _slot(slot: Slot) -> dict[str, Any]:
    outlook = slot.outlook
    first, last = days_of_week(slot.week)
    return {
        "week": slot.week,
        "first_day": str(first)[5:],
        "last_day": str(last)[5:],
        "start": _clock(slot.start_h),
        **_outlook(outlook),
        "rain": None if outlook.rain is None else share(outlook.rain / outlook.rain_known_days),
        "rain_normal": None if outlook.rain_share is None else share(outlook.rain_share),
        "wet": None if outlook.rain is not None else share(outlook.wet / outlook.days),
        "usual": slot.is_usual,
        "recommended": slot.is_recommended,
        "reasons": [str(words) for words in slot.reasons],
    }


def _outlook(outlook: Outlook) -> dict[str, Any]:
    days = outlook.days

    def part(count: int | None) -> float | None:
        return None if count is None else share(count / days)

    white, green, yellow, red, _ = outlook.flags
    worst = outlook.worst_year
    return {
        "days": days,
        "unknown_days": outlook.unknown_days,
        "in_window": part(outlook.in_window),
        "in_temperature": part(outlook.in_temperature),
        "in_wind": part(outlook.in_wind),
        "in_daylight": part(outlook.in_daylight),
        "flags": {name: part(count) for name, count in zip(FLAGS, outlook.flags, strict=True)},
        "below": {
            "green": part(white),
            "yellow": part(white + green),
            "red": part(white + green + yellow),
            "black": part(white + green + yellow + red),
        },
        "care": part(outlook.care),
        "danger": part(outlook.danger),
        "no_race": part(outlook.no_race),
        "cold_wet": part(outlook.cold_wet),
        "gale": part(outlook.gale),
        "thunder": part(outlook.thunder),
        "median_wbgt_c": round(outlook.median_wbgt_c, 1),
        "air": _air(outlook.air),
        "worst_year": None
        if worst is None
        else {"year": worst.year, "dangerous_days": worst.dangerous_days, "days": worst.days},
    }


def _met(met: RunnerConditions) -> dict[str, Any]:
    def rounded(values: NDArray[np.float64], decimals: int) -> list[float | None]:
        return [None if np.isnan(value) else round(float(value), decimals) + 0.0 for value in values]

    return {
        "runner": str(met.runner),
        "finish_h": round(met.finish_h, 3),
        "at_m": rounded(met.at_m, 1),
        "clock_h": rounded(met.clock_h, 3),
        "at_course_height": met.at_course_height,
        "temperature_c": rounded(met.temperature_c, 1),
        "coolest_c": rounded(met.coolest_c, 1),
        "warmest_c": rounded(met.warmest_c, 1),
        "sun_elevation_deg": rounded(met.sun_elevation_deg, 1),
        "sun_azimuth_deg": rounded(met.sun_azimuth_deg, 1),
        "shade": [None if np.isnan(value) else bool(value) for value in met.shade],
        "wind_m_s": rounded(met.wind_m_s, 1),
        "head_m_s": rounded(met.head_m_s, 1),
        "cross_m_s": rounded(met.cross_m_s, 1),
    }


def _clock(hour: int | None) -> str | None:
    return None if hour is None else f"{hour:02d}:00"
