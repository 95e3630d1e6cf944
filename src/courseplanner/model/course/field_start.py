"""How a field of runners starts on a course, and where it is densest."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FieldStart"]


@dataclass(frozen=True, slots=True)
class FieldStart:
    """How a field of runners starts on a course, and where it is densest.

    Parameters
    ----------
    runners, waves : int
    waves_from : str
        `brief`, or `roads`: so many that each clears the start in time on the narrowest of the first 5 km.
    least_width_m : float or None
        The width that roads were asked to have for the field; `None` where the brief states a least width.
    last_start_min : float
        Minutes from the first wave to the last.
    flow : float
        Runners a minute for each metre of road, where that is highest.
    at_m, width_m : float
        Where that is, and the width that one direction of runners has there.
    """

    runners: int
    waves: int
    waves_from: str
    least_width_m: float | None
    last_start_min: float
    flow: float
    at_m: float
    width_m: float
