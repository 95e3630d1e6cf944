"""What the user knows of the climate: `[climate]` of a brief."""

from __future__ import annotations

from pydantic import field_validator

from courseplanner.base.i18n import text
from courseplanner.model.brief.brief_values import BriefTable, BriefValueError
from courseplanner.model.weather.slot_settings import rain_days_problem

__all__ = ["RAIN_DAYS_FIX", "ClimateNormals"]

RAIN_DAYS_FIX = text("write 12 numbers, January first: [2, 3, 5, 8, 12, 18, 20, 19, 15, 9, 4, 2]")


class ClimateNormals(BriefTable):
    """`[climate]`: normals of the weather bureau, for what the record of weather lacks."""

    rain_days: tuple[float, ...] | None = None

    @field_validator("rain_days", mode="before")
    @classmethod
    def _months(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("rain_days")
    @classmethod
    def _in_months(cls, value: tuple[float, ...] | None) -> tuple[float, ...] | None:
        problem = None if value is None else rain_days_problem(value)
        if problem is not None:
            raise BriefValueError(problem, RAIN_DAYS_FIX)
        return value
