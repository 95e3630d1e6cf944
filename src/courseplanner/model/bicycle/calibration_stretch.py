"""A stretch of road on which a calibration course could be taped."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CalibrationStretch"]


@dataclass(frozen=True, slots=True)
class CalibrationStretch:
    """A straight stretch of road, found on the map; whoever uses it looks at it first.

    Parameters
    ----------
    name : str or None
        Of the road.
    road_class : str
        `highway` of the busiest road on it.
    surface : str or None
        As tagged; `None` where it is not tagged all along.
    start, end : tuple of float
        Longitude and latitude.
    length_m : float
    rise_m : float or None
        How much higher the end is; `None` where heights are not known.
    away_m : float
        From the start of the course to the nearer end, as the crow flies.
    """

    name: str | None
    road_class: str
    surface: str | None
    start: tuple[float, float]
    end: tuple[float, float]
    length_m: float
    rise_m: float | None
    away_m: float
