"""Stations that the user has chosen: `[stations]` of a brief."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, field_validator

from courseplanner.base.i18n import text
from courseplanner.model.brief.brief_values import (
    BriefTable,
    BriefValueError,
    PlaceName,
    Position,
    nearest_of,
    read_position,
    shown,
)
from courseplanner.model.course.stations import DefibrillatorMode

__all__ = ["DefibrillatorWish", "StationWish", "StationWishes"]

Kilometre = Annotated[float, Field(ge=0.0)]
StationWish = Kilometre | PlaceName | Position
"""A kilometre of the course, a place by its name, or a position."""

_MODES = ("carried", "fetched", "bicycle")
_LONGEST_KM = 1e6


class DefibrillatorWish(BriefTable):
    """A place of a defibrillator, with how it comes from there."""

    at: StationWish
    mode: Literal["carried", "fetched", "bicycle"] | None = None


class StationWishes(BriefTable):
    """`[stations]`: where stations of each kind stand for certain; the planner adds what the rules ask."""

    water: tuple[StationWish, ...] = ()
    sponges: tuple[StationWish, ...] = ()
    mats: tuple[StationWish, ...] = ()
    medical: tuple[StationWish, ...] = ()
    defibrillators: tuple[DefibrillatorWish | StationWish, ...] = ()
    toilets: tuple[StationWish, ...] = ()
    defibrillator_mode: Literal["carried", "fetched", "bicycle", "mixed"] | None = None

    @field_validator("water", "sponges", "mats", "medical", "toilets", mode="before")
    @classmethod
    def _places(cls, value: object) -> object:
        return tuple(read_position(entry) for entry in value) if isinstance(value, list) else value

    @field_validator("defibrillators", mode="before")
    @classmethod
    def _defibrillators(cls, value: object) -> object:
        return tuple(_read_defibrillator(entry) for entry in value) if isinstance(value, list) else value

    @property
    def lists(self) -> Mapping[str, tuple[DefibrillatorWish | StationWish, ...]]:
        """What is wished, by the key of its kind."""
        return {
            "water": self.water,
            "sponges": self.sponges,
            "mats": self.mats,
            "medical": self.medical,
            "defibrillators": self.defibrillators,
            "toilets": self.toilets,
        }

    @property
    def mode(self) -> DefibrillatorMode | None:
        """How defibrillators come to a collapse, where it is said."""
        return None if self.defibrillator_mode is None else DefibrillatorMode(self.defibrillator_mode)

    def check_within(self, nominal_m: float) -> None:
        """See that no kilometre lies behind the finish.

        Raises
        ------
        BriefValueError
            With the kilometre, and the distance of the event.
        """
        for kind, entries in self.lists.items():
            for entry in entries:
                wish = entry.at if isinstance(entry, DefibrillatorWish) else entry
                if isinstance(wish, float | int) and 1000.0 * wish > nominal_m:
                    raise BriefValueError(
                        text(
                            "km {km:g} of {kind} lies past the finish at {finish:g} km",
                            km=wish,
                            kind=kind,
                            finish=nominal_m / 1000.0,
                        ),
                        text("count kilometres from the start"),
                    )


def _read_defibrillator(entry: object) -> object:
    """Turn `{ at = …, mode = … }` into a wish; leave everything else to the type."""
    if not isinstance(entry, dict):
        return read_position(entry)
    for key in entry:
        if key not in DefibrillatorWish.model_fields:
            problem = text("a defibrillator has no key {key}", key=shown(key))
            raise BriefValueError(problem, nearest_of(shown(key), list(DefibrillatorWish.model_fields)))
    at = read_position(entry.get("at"))
    is_place = isinstance(at, Position) or (isinstance(at, str) and 0 < len(at) <= 200)
    is_km = isinstance(at, float | int) and not isinstance(at, bool) and 0.0 <= at <= _LONGEST_KM
    if not (is_place or is_km):
        raise BriefValueError(
            text("a defibrillator has no position"), text('write {{ at = 12.5, mode = "bicycle" }}')
        )
    mode = entry.get("mode")
    if mode is not None and mode not in _MODES:
        problem = text("{mode} is not a way of bringing a defibrillator", mode=shown(mode))
        raise BriefValueError(problem, nearest_of(shown(mode), list(_MODES)))
    return DefibrillatorWish.model_validate({"at": at, "mode": mode})
