"""What holds on a stretch of a road only: `stretches` in `[roads]` of a brief."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from courseplanner.base.i18n import text
from courseplanner.model.brief.brief_values import (
    BriefTable,
    BriefValueError,
    PlaceWish,
    nearest_of,
    read_position,
    shown,
)
from courseplanner.model.network.assumptions import KNOWN_SURFACES

__all__ = ["Marker", "OpenPart", "StretchStatement", "check_surface"]

OpenPart = Literal["left", "right", "left lane", "right lane"]
Marker = Literal["cones", "barriers", "tape", "paint"]

Metres = Annotated[float, Field(gt=0.0, le=100.0)]


def check_surface(road: str, surface: str) -> None:
    """Refuse what is no surface.

    Raises
    ------
    BriefValueError
        With the nearest one.
    """
    if surface not in KNOWN_SURFACES:
        raise BriefValueError(
            text("“{surface}” on {road} is not a surface", surface=shown(surface), road=shown(road)),
            nearest_of(surface, sorted(KNOWN_SURFACES), "a value of OSM's surface"),
        )


class StretchStatement(BriefTable):
    """One of `stretches`: what was seen, measured or decided for a stretch of one road.

    Parameters
    ----------
    road : str
        Its name, or `way ID, ID`.
    start, finish : str, Position or None
        `from` and `to`: the stretch lies between the points of the road nearest to them; all of it if
        not given.
    open : str or None
        The half of the road that is open to runners, or the outer lane of one side.
    shut_left_m, shut_right_m : float or None
        What is not open to them, from the left and from the right kerb.
    marked_by : str or None
        What keeps runners off the rest.

    Notes
    -----
    Left and right are as one sees them who goes from `from` to `to`; without these, as the runner sees
    them, whichever way he comes.
    """

    road: str = Field(min_length=1, max_length=500)
    start: PlaceWish | None = Field(default=None, alias="from")
    finish: PlaceWish | None = Field(default=None, alias="to")
    width_m: Metres | None = None
    kerb_radius_m: float | None = Field(default=None, ge=0.0, le=100.0)
    open: OpenPart | None = None
    shut_left_m: Metres | None = None
    shut_right_m: Metres | None = None
    marked_by: Marker | None = None
    divider: bool | None = None
    surface: str | None = None
    motor_free: bool | None = None

    @field_validator("start", "finish", mode="before")
    @classmethod
    def _end(cls, value: object) -> object:
        return read_position(value)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if (self.start is None) is not (self.finish is None):
            raise BriefValueError(
                text("{road} has only one of from and to", road=shown(self.road)),
                text("give both, or leave both out for the whole road"),
            )
        if self.start is not None and self.start == self.finish:
            raise BriefValueError(
                text("the stretch of {road} ends where it begins", road=shown(self.road)),
                text("give another place as its end"),
            )
        if self.open is not None and (self.shut_left_m or self.shut_right_m):
            raise BriefValueError(
                text("{road} gives open and shut metres at once", road=shown(self.road)),
                text("give open alone, or shut_left_m and shut_right_m"),
            )
        if self.marked_by is not None and not self.restricts:
            raise BriefValueError(
                text("{road} is marked, but all of it is open", road=shown(self.road)),
                text("say what is open, or what is shut, by open, shut_left_m or shut_right_m"),
            )
        if self.surface is not None:
            check_surface(self.road, self.surface)
        if not self.restricts and all(
            value is None
            for value in (self.width_m, self.kerb_radius_m, self.divider, self.surface, self.motor_free)
        ):
            raise BriefValueError(
                text("nothing is stated of {road}", road=shown(self.road)),
                text('state what holds there, such as open = "right" or width_m = 7.5'),
            )
        return self

    @property
    def restricts(self) -> bool:
        """Whether only a part of the road is open to runners."""
        return any((self.open, self.shut_left_m, self.shut_right_m))
