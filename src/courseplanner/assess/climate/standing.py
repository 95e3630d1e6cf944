"""Where a start slot stands among all that are usual, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from courseplanner.assess.climate.outlook import Outlook
from courseplanner.assess.climate.race_days import STARTS
from courseplanner.assess.climate.slots import Slot
from courseplanner.assess.climate.study import ClimateStudy
from courseplanner.assess.climate.words import clock_words
from courseplanner.i18n import Text, text
from courseplanner.model.climate_levels import ClimateLevels
from courseplanner.model.slot_settings import SlotSettings

__all__ = ["Standing", "reasons_against", "standing_of"]

_CARE_SHARE = 1.0 / 3.0
_COMFORT_SHARE = 0.5
_BAD_AIR_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a race stands.

    Parameters
    ----------
    slot : Slot
        Of its week and the full hour nearest to its gun.
    rank, count : int
        Its place among the slots at usual hours in whole weeks, and how many they are. A slot that is not
        one of them has the place that it would have.
    reasons : tuple of Text
        What speaks against it, the heaviest first; empty for none.
    """

    slot: Slot
    rank: int
    count: int
    reasons: tuple[Text, ...]


def standing_of(study: ClimateStudy, week: int, start_h: float) -> Standing | None:
    """Find where a race stands.

    Parameters
    ----------
    study : ClimateStudy
    week : int
    start_h : float
        The gun, by the clock. It is taken to the nearest full hour, and half past to the later one, which is
        the warmer in the morning.

    Returns
    -------
    Standing or None
        `None` where nothing is known of that slot.
    """
    hour = min(int(start_h + 0.5), STARTS - 1)
    before = 0
    for slot in study.slots:
        if (slot.week, slot.start_h) == (week, hour):
            count = sum(one.is_ranked for one in study.slots)
            reasons = reasons_against(slot, study.levels, study.settings)
            return Standing(slot, before + 1, max(count, before + 1), reasons)
        before += slot.is_ranked
    return None


def reasons_against(slot: Slot, levels: ClimateLevels, settings: SlotSettings) -> tuple[Text, ...]:
    """Say what puts a slot behind others, the heaviest first, by the week and its two neighbours.

    Parameters
    ----------
    slot : Slot
    levels : ClimateLevels
    settings : SlotSettings
    """
    return (
        *_about_hour(slot, settings),
        *_about_danger(slot.around),
        *_about_rain(slot.around),
        *_about_comfort(slot.around, levels),
    )


def _about_hour(slot: Slot, settings: SlotSettings) -> Iterator[Text]:
    if not slot.is_usual:
        yield text(
            "the gun is not between {earliest} and {latest}",
            earliest=clock_words(settings.earliest_h),
            latest=clock_words(settings.latest_h),
        )
    dark = slot.around.days - slot.around.in_daylight
    if dark:
        yield text("dark at some time on {count} of {days} days", count=dark, days=slot.around.days)


def _about_danger(around: Outlook) -> Iterator[Text]:
    days = around.days
    if around.no_race:
        yield text("a danger that allows no race on {count} of {days} days", count=around.no_race, days=days)
    _, _, _, red, black = around.flags
    if red + black:
        yield text("red flag or worse on {count} of {days} days", count=red + black, days=days)
    if around.gale:
        yield text("gale on {count} of {days} days", count=around.gale, days=days)
    if around.cold_wet:
        yield text("cold and wet on {count} of {days} days", count=around.cold_wet, days=days)
    if around.air is not None and around.air.bad_share >= _BAD_AIR_SHARE:
        yield text(
            "bad air on {count} of {days} days of its own record",
            count=around.air.bad_days,
            days=around.air.days,
        )


def _about_rain(around: Outlook) -> Iterator[Text]:
    if around.rain_share is not None and around.wet:
        yield text(
            "rain on {share:.0f} % of days by the normals, and not recorded by the hour",
            share=100.0 * around.rain_share,
        )
    elif around.wet:
        yield text(
            "looks like the wet season on {count} of {days} days, and rain is not recorded",
            count=around.wet,
            days=around.days,
        )


def _about_comfort(around: Outlook, levels: ClimateLevels) -> Iterator[Text]:
    if around.care >= _CARE_SHARE * around.days:
        yield text(
            "yellow flag or worse, or a chilling wind, on {count} of {days} days",
            count=around.care,
            days=around.days,
        )
    if around.hours_in_temperature < _COMFORT_SHARE:
        low, high = levels.comfort_c
        yield text(
            "{share:.0f} % of the hours at {low:g}–{high:g} °C",
            share=100.0 * around.hours_in_temperature,
            low=low,
            high=high,
        )
