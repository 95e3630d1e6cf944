"""What speaks against a start slot."""

from __future__ import annotations

from collections.abc import Iterator

from courseplanner.base.i18n import Text, text
from courseplanner.model.climate.outlook import Outlook
from courseplanner.model.climate.slot import Slot
from courseplanner.model.climate.words import clock_words
from courseplanner.model.weather.climate_levels import ClimateLevels
from courseplanner.model.weather.slot_settings import SlotSettings

__all__ = ["reasons_against"]

_CARE_SHARE = 1.0 / 3.0
_COMFORT_SHARE = 0.5
_BAD_AIR_SHARE = 0.1


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
            "the start is not between {earliest} and {latest}",
            earliest=clock_words(settings.earliest_h),
            latest=clock_words(settings.latest_h),
        )
    dark = slot.around.days - slot.around.in_daylight
    if dark:
        yield text("dark for part of the race on {count} of {days} days", count=dark, days=slot.around.days)


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
            "rain on {share:.0f} % of days by the climate normals; hourly rain is not recorded",
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
