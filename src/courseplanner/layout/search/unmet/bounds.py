"""Lower bounds of the length of a course: what is longer than asked can't be found by any search."""

from __future__ import annotations

import itertools

from courseplanner.layout.ask.targets import Role, Target, Targets
from courseplanner.layout.line.closing import LARGEST_SHIFT_M
from courseplanner.measure.geometry.geodesy import distance_m
from courseplanner.model.brief.brief import Brief

__all__ = ["farthest_stops"]

_REQUIRED = (Role.start, Role.finish, Role.stop)


def farthest_stops(brief: Brief, targets: Targets) -> tuple[float, Target, Target] | None:
    """Give the two stops that lie farthest apart, with the least length of a course through both.

    The course passes each within the distance asked, and can't be shorter than the straight way between. A
    loop runs that there and back, but for the gap between its finish and its start. Areas are left out: a
    course passes them at any side.

    Returns
    -------
    (float, Target, Target) or None
        Metres of a lap, of the way out, or of the whole course from point to point; `None` where there are
        not two such stops.
    """
    stops = [
        one for one in targets.targets if targets.groups[one.group].role in _REQUIRED and not one.place.rings
    ]
    bounds = [(_least_m(brief, one, other), one, other) for one, other in itertools.combinations(stops, 2)]
    return max(bounds, key=lambda bound: bound[0], default=None)


def _least_m(brief: Brief, one: Target, other: Target) -> float:
    a, b = one.place, other.place
    straight_m = distance_m(a.lon, a.lat, b.lon, b.lat) - one.within_m - other.within_m
    if brief.course.lead_in_m > 0.0:  # it may lead to a stop that the laps do not pass
        return 0.0
    if brief.course.shape in ("loop", "laps"):
        return max(2.0 * straight_m - LARGEST_SHIFT_M, 0.0)
    return max(straight_m, 0.0)
