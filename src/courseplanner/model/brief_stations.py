"""Stations that the user has chosen: `[stations]` of a brief."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from courseplanner.i18n import text
from courseplanner.model.brief_values import BriefTable, BriefValueError, PlaceName, Position, read_position

__all__ = ["StationWish", "StationWishes"]

Kilometre = Annotated[float, Field(ge=0.0)]
StationWish = Kilometre | PlaceName | Position
"""A kilometre of the course, a place by its name, or a position."""


class StationWishes(BriefTable):
    """`[stations]`: where stations of each kind stand for certain; the planner adds what the rules ask."""

    water: tuple[StationWish, ...] = ()
    sponges: tuple[StationWish, ...] = ()
    mats: tuple[StationWish, ...] = ()
    medical: tuple[StationWish, ...] = ()
    defibrillators: tuple[StationWish, ...] = ()
    toilets: tuple[StationWish, ...] = ()

    @field_validator("water", "sponges", "mats", "medical", "defibrillators", "toilets", mode="before")
    @classmethod
    def _places(cls, value: object) -> object:
        return tuple(read_position(entry) for entry in value) if isinstance(value, list) else value

    def check_within(self, nominal_m: float) -> None:
        """See that no kilometre lies behind the finish.

        Raises
        ------
        BriefValueError
            With the kilometre, and the distance of the event.
        """
        for kind in type(self).model_fields:
            for wish in getattr(self, kind):
                if isinstance(wish, float | int) and 1000.0 * wish > nominal_m:
                    raise BriefValueError(
                        text(
                            "km {km:g} of {kind} lies behind the finish at {finish:g} km",
                            km=wish,
                            kind=kind,
                            finish=nominal_m / 1000.0,
                        ),
                        text("count kilometres from the start"),
                    )
