"""Parts of a course for people: what is known of its surface and traffic, and what is only assumed."""

from __future__ import annotations

from dataclasses import dataclass

from courseplanner.model.course.course import Course

__all__ = ["SurfaceShares", "in_percent", "motor_unknown", "surface_shares"]


@dataclass(frozen=True, slots=True)
class SurfaceShares:
    """Parts of the length by surface, together 1.

    Parameters
    ----------
    paved, unpaved : float
        By the tags of the map, or as stated.
    assumed_paved, assumed_unpaved : float
        Where nobody knows it, by the class of the road.
    """

    paved: float
    unpaved: float
    assumed_paved: float
    assumed_unpaved: float

    @property
    def unknown(self) -> float:
        """Where nobody knows it."""
        return self.assumed_paved + self.assumed_unpaved


def surface_shares(course: Course) -> SurfaceShares:
    """Add up on what a course runs."""

    def share(*, known: bool, unpaved: bool) -> float:
        those = (
            leg.to_m - leg.from_m
            for leg in course.legs
            if (leg.surface is not None) is known and leg.unpaved is unpaved
        )
        return sum(those) / max(course.course_m, 1e-9)

    return SurfaceShares(
        share(known=True, unpaved=False),
        share(known=True, unpaved=True),
        share(known=False, unpaved=False),
        share(known=False, unpaved=True),
    )


def motor_unknown(course: Course) -> float:
    """Give the part of a course of which nobody knows whether motor traffic runs there."""
    those = (leg.to_m - leg.from_m for leg in course.legs if leg.motor_free is None)
    return sum(those) / max(course.course_m, 1e-9)


def in_percent(part: float) -> str:
    """Write a part of the length in whole per cent: neither 0 nor 100 where it is not."""
    percent = 100.0 * part
    if 0.005 < percent < 0.5:
        return "< 1 %"
    if 99.5 < percent < 99.995:
        return "> 99 %"
    return f"{percent:.0f} %"
