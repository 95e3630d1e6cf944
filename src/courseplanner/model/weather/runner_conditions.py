"""What a runner meets along a course: the hour, the sun, the temperature and the wind at each kilometre."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.i18n import Text, text

__all__ = ["RUNNER_NAMES", "Runner", "RunnerConditions"]


class Runner(StrEnum):
    """Whose race it is."""

    FIRST = "first"
    MEDIAN = "median"
    LAST = "last"


RUNNER_NAMES: dict[Runner, Text] = {
    Runner.FIRST: text("first"),
    Runner.MEDIAN: text("median"),
    Runner.LAST: text("last"),
}


@dataclass(frozen=True, slots=True, eq=False)
class RunnerConditions:
    """What one runner meets at the start, each kilometre and the finish.

    Parameters
    ----------
    runner : Runner
    finish_h : float
        From the start, at even pace.
    at_m : float64 (k,)
        Chainage, rising.
    clock_h : float64 (k,)
        By the clock; 24 and more is the next day.
    sun_elevation_deg, sun_azimuth_deg : float64 (k,)
        As it seems to stand, and clockwise from north.
    shade : float64 (k,)
        1 where terrain hides the sun, 0 where it does not, NaN where heights are unknown.
    temperature_c, coolest_c, warmest_c : float64 (k,)
        Median of the days of the record around the date, and what one day in ten is below and above.
    wind_m_s : float64 (k,)
        Median, 10 m above the ground.
    head_m_s, cross_m_s : float64 (k,)
        Median of its part from ahead (negative: from behind), and of its part from the side, either side.
    at_course_height : bool
        Whether temperatures are taken to the height of each place; else they are those of the station, for
        its height or that of the course is unknown.
    """

    runner: Runner
    finish_h: float
    at_m: NDArray[np.float64]
    clock_h: NDArray[np.float64]
    sun_elevation_deg: NDArray[np.float64]
    sun_azimuth_deg: NDArray[np.float64]
    shade: NDArray[np.float64]
    temperature_c: NDArray[np.float64]
    coolest_c: NDArray[np.float64]
    warmest_c: NDArray[np.float64]
    wind_m_s: NDArray[np.float64]
    head_m_s: NDArray[np.float64]
    cross_m_s: NDArray[np.float64]
    at_course_height: bool

    def __post_init__(self) -> None:
        for name in self.__slots__[2:-1]:
            getattr(self, name).flags.writeable = False

    def __reduce__(self) -> tuple[type[RunnerConditions], tuple[object, ...]]:
        # Unpickled through the constructor, so that the arrays are read-only in every process.
        return type(self), tuple(getattr(self, field) for field in self.__slots__)
