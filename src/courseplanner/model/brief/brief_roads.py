"""What the user knows of roads and the map does not: `[roads]` of a brief."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from courseplanner.model.brief.brief_stretches import StretchStatement, check_surface
from courseplanner.model.brief.brief_values import BriefTable

__all__ = ["RoadStatements"]

RoadKey = Annotated[str, Field(min_length=1, max_length=500)]
Width = Annotated[float, Field(gt=0.0, le=100.0)]


class RoadStatements(BriefTable):
    """`[roads]`: what was seen or measured, by the name of a road or by `way ID, ID`.

    What is stated wins over the tags of the map. A statement for a way wins over one for its name, and one
    for a stretch over both; of two for the same stretch the later wins.
    """

    width_m: dict[RoadKey, Width] = Field(default_factory=dict)
    surface: dict[RoadKey, str] = Field(default_factory=dict)
    divider: dict[RoadKey, bool] = Field(default_factory=dict)
    motor_free: dict[RoadKey, bool] = Field(default_factory=dict)
    stretches: tuple[StretchStatement, ...] = ()

    @field_validator("surface")
    @classmethod
    def _known_surfaces(cls, stated: dict[str, str]) -> dict[str, str]:
        for road, surface in stated.items():
            check_surface(road, surface)
        return stated

    @field_validator("stretches", mode="before")
    @classmethod
    def _list(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    def __bool__(self) -> bool:
        return any((self.width_m, self.surface, self.divider, self.motor_free, self.stretches))
