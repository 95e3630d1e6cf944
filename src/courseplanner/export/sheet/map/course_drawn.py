"""The course on a map window: its roads between kerbs, the line that is measured, and which way it runs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.export.palette import COURSE
from courseplanner.export.sheet.drawing.drawing_ops import BLACK, WHITE, Page, grey
from courseplanner.export.sheet.drawing.view import View
from courseplanner.export.sheet.map.restrictions import part_of
from courseplanner.model.course.course import Course, Leg

__all__ = ["course_path", "draw_arrows", "draw_corridor", "draw_course", "draw_dividers", "draw_shut_parts"]

Floats = NDArray[np.float64]

_LINE_MM = 0.4
_BESIDE_LINE_MM = 1.1
"""Roads of the course are drawn so much wider than the line at least, that it is seen within them."""
_RIM_MM = 0.12
_TO_MM = 0.02
_AROUND_MM = 5.0
_MOST_BESIDE_MM = 60.0
"""No road is so wide that more of it than this shows beside its middle."""
_ARROW_EACH_MM, _FEW_ARROWS = 22.0, 4
_ARROW_MM = 1.5
_BESIDE_MM = 1.3
_DIVIDER_MM = (1.2, 0.8)
_SAME_MM = 0.2


def course_path(view: View, course: Course) -> Floats:
    """Give the line on paper, float64 (n, 2)."""
    return view.xy(course.lon, course.lat)


def draw_course(
    page: Page, view: View, course: Course, line_mm: float = _LINE_MM, item: str = "course"
) -> None:
    """Draw the line: the shortest possible route, as the plan has it."""
    with page.of(item):
        page.line(*_clipped(view, course_path(view, course)), width_mm=line_mm, colour=COURSE)


def _clipped(view: View, path: Floats) -> list[Floats]:
    """Give the parts of a line in a window and a little around it, without points that nobody sees."""
    out = view.box.within(-_AROUND_MM)
    near = shapely.clip_by_rect(shapely.LineString(path), out.left, out.bottom, out.right, out.top)
    parts = shapely.get_parts(shapely.simplify(near, _TO_MM))
    return [shapely.get_coordinates(part) for part in parts if part.length > 0.0]


def draw_corridor(page: Page, view: View, course: Course, line_mm: float = _LINE_MM) -> None:
    """Draw the roads of the course between their kerbs, widened where the scale would hide them."""
    by_width: dict[float, list[Floats]] = {}
    for width, path in _of_one_width(view, course, line_mm + _BESIDE_LINE_MM):
        by_width.setdefault(width, []).extend(_clipped(view, path))
    for width, paths in by_width.items():
        page.line(*paths, width_mm=width + 2.0 * _RIM_MM, colour=grey(0.25), has_round_ends=False)
    for width, paths in by_width.items():
        page.line(*paths, width_mm=width, colour=WHITE, has_round_ends=False)


def _of_one_width(view: View, course: Course, least_mm: float) -> Iterator[tuple[float, Floats]]:
    """Give the middle of the roads in stretches of one width, so that no seam shows at a bend."""

    def width_of(one: tuple[Leg, Floats]) -> float:
        return round(max(least_mm, one[0].width_m * view.mm_per_m), 2)

    for width, legs in itertools.groupby(_legs(view, course), width_of):
        yield width, np.vstack([path for _, path in legs])


def _legs(view: View, course: Course) -> Iterator[tuple[Leg, Floats]]:
    """Give each leg with the middle of its road on paper."""
    middle = course.centreline
    lon, lat, at_m = (
        (course.lon, course.lat, course.chainage_m)
        if middle is None
        else (middle.lon, middle.lat, middle.chainage_m)
    )
    xy = view.xy(lon, lat)
    for leg in course.legs:
        first, last = np.searchsorted(at_m, [leg.from_m, leg.to_m])
        if _may_show(view, xy[max(0, first - 1) : last + 1]):
            yield leg, part_of(xy, at_m, leg.from_m, leg.to_m)


def _may_show(view: View, path: Floats) -> bool:
    """Tell whether a line may come into a window: by the rectangle around it."""
    if not len(path):
        return True
    (left, bottom), (right, top) = path.min(axis=0), path.max(axis=0)
    out = view.box.within(-_MOST_BESIDE_MM)
    return bool(left <= out.right and right >= out.left and bottom <= out.top and top >= out.bottom)


def draw_shut_parts(page: Page, view: View, course: Course) -> None:
    """Fill what is shut to the runners, and draw the line of cones that keeps them off it."""
    with page.of("restriction"):
        for leg, path in _legs(view, course):
            if not (leg.shut_left_m or leg.shut_right_m):
                continue
            for part in _clipped(view, path):
                for side, shut_m in ((1.0, leg.shut_left_m), (-1.0, leg.shut_right_m)):
                    if shut_m > 0.0:
                        _draw_shut(page, view, shapely.LineString(part), side, leg.width_m / 2.0, shut_m)


def draw_dividers(page: Page, view: View, course: Course) -> None:
    """Draw what keeps both directions apart where the line keeps to its half: stated or assumed."""
    drawn: Any = shapely.MultiLineString()
    for leg, path in _legs(view, course):
        if not leg.is_halved:
            continue
        for part in _clipped(view, path):
            beside = _beside(view, shapely.LineString(part), leg.divider_m)
            if len(beside) > 1:
                # On the way back it is the same: dashes over dashes would be no dashes.
                drawn = drawn.union(shapely.LineString(beside).difference(drawn.buffer(_SAME_MM)))
    lines = [shapely.get_coordinates(part) for part in shapely.get_parts(shapely.line_merge(drawn))]
    if not lines:
        return
    with page.of("divider"):
        page.line(*lines, width_mm=0.25, dashes_mm=_DIVIDER_MM, colour=BLACK)


def _beside(view: View, road: shapely.LineString, metres: float) -> Floats:
    """Give the longest part of a line so far to the left of the middle of a road."""
    line = shapely.offset_curve(road, metres * view.mm_per_m) if metres else road
    longest = max(shapely.get_parts(line), key=lambda part: part.length, default=line)
    return np.asarray(shapely.get_coordinates(longest))


def _draw_shut(
    page: Page, view: View, road: shapely.LineString, side: float, half_m: float, shut_m: float
) -> None:
    kerb, cones = (_beside(view, road, side * metres) for metres in (half_m, half_m - shut_m))
    if len(kerb) > 1 and len(cones) > 1:
        page.area(np.vstack((kerb, cones[::-1])), colour=grey(0.6))
        page.line(cones, width_mm=0.3, dashes_mm=(0.01, 1.0), colour=BLACK)


def draw_arrows(
    page: Page, view: View, course: Course, line_mm: float = _LINE_MM, each_mm: float = _ARROW_EACH_MM
) -> list[Floats]:
    """Draw arrows on the right of the line, and give the areas that they cover."""
    xy = course_path(view, course)
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))))
    count = max(_FEW_ARROWS, int(along[-1] / each_mm))
    at = (np.arange(count) + 0.5) / count * along[-1]
    here, ahead = (
        np.column_stack([np.interp(at + step, along, xy[:, k]) for k in (0, 1)]) for step in (-0.4, 0.4)
    )
    way, middle = ahead - here, (here + ahead) / 2.0
    length = np.hypot(*way.T)
    drawn = []
    with page.of("direction"):
        for one in np.flatnonzero((length >= 0.2) & view.holds(middle, 3.0)):
            arrow = _arrow(middle[one], way[one] / length[one], line_mm)
            page.area(arrow, colour=BLACK)
            drawn.append(arrow)
    return drawn


def _arrow(at: Floats, way: Floats, line_mm: float) -> Floats:
    """Give the corners of an arrow to the right of the line."""
    right = np.array([way[1], -way[0]])
    middle = at + (_BESIDE_MM + line_mm / 2.0) * right
    back = middle - way * _ARROW_MM * 0.4
    return np.array(
        [middle + way * _ARROW_MM * 0.6, back + right * _ARROW_MM * 0.4, back - right * _ARROW_MM * 0.4]
    )
