"""Looks at a closed course as written: what it visits, what it runs on, what it repeats."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.layout.line.closing import Closed
from courseplanner.layout.line.legs import NARROW_M
from courseplanner.layout.line.line import Line
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.geometry.overlap import Trace, repeated_m, trace
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.survey import Shares
from courseplanner.model.network.assumptions import way_open_width_m, way_unpaved
from courseplanner.model.network.roads import UNKNOWN, RoadNetwork, Tri

__all__ = [
    "keeps_limits",
    "roundness_of",
    "shares_of",
    "trace_of",
]

_ROUNDING = 1e-9
_ROUNDING_M = 1e-6


Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def trace_of(plane: Plane, line: Line) -> Trace:
    """Cut a line into steps on the plane."""
    return trace(*plane.xy(line.lon, line.lat))


def shares_of(roads: RoadNetwork, closed: Closed, judged: Trace) -> Shares:
    """Add up what a course runs on, as parts of its length."""
    line = closed.line
    way = roads.edge_way[line.edge]
    length = np.diff(line.chainage_m)

    def share(mask: Bools) -> float:
        return float(length[mask[way]].sum() / line.length_m)

    return Shares(
        repeated=repeated_m(judged) / max(float(judged.step_m.sum()), 1e-9),
        unpaved=share(way_unpaved(roads)),
        surface_unknown=share(roads.way_surface == UNKNOWN),
        width_unknown=share(np.isnan(roads.way_width_tag_m)),
        motor_free=share(roads.way_motor_free == Tri.yes),
        narrow=share(way_open_width_m(roads) < NARROW_M),
        tunnel=share(roads.way_tunnel == Tri.yes),
    )


def keeps_limits(brief: Brief, shares: Shares, course_m: float) -> bool:
    """Tell whether the shares of a course of some length keep the hard limits of the brief."""
    limits = brief.limits
    return (
        (limits.max_repeated is None or shares.repeated <= limits.max_repeated + _ROUNDING)
        and (limits.max_unpaved is None or shares.unpaved <= limits.max_unpaved + _ROUNDING)
        and (limits.min_motor_free is None or shares.motor_free >= limits.min_motor_free - _ROUNDING)
        and (limits.max_tunnel_m is None or shares.tunnel * course_m <= limits.max_tunnel_m + _ROUNDING_M)
    )


def roundness_of(judged: Trace) -> float:
    """Give the ground that a loop encloses as a part of that of a circle of its length, 0 to 1.

    Where a loop crosses itself, each part counts once: 4 π area / length² (isoperimetric quotient).
    """
    x, y = judged.x, judged.y
    ring: Any = shapely.Polygon(np.column_stack((x, y))) if len(x) > 2 else None
    length_m = float(judged.step_m.sum())
    if ring is None or length_m <= 0.0:
        return 0.0
    # By structure: thirty times as fast as by lines, where it crosses itself.
    whole = shapely.make_valid(ring, method="structure", keep_collapsed=False)
    return min(float(4.0 * np.pi * whole.area / length_m**2), 1.0)
