"""Draws courses and the symbols on them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from picture import svg
from picture.labels import Labels
from picture.result import Candidate
from picture.view import Box, View

__all__ = ["COURSE", "SPOT", "START", "VILLAGE", "course_line", "draw_course", "finish", "kilometre"]
__all__ += ["scenic_spot", "star_px", "start", "stroked", "village"]

COURSE = "#a6005f"
START, VILLAGE, SPOT = "#009e73", "#0072b2", "#e69f00"
"""Bluish green, blue and orange of Okabe and Ito, which the colour-blind tell apart."""

DARK = "#2b2b2b"
CHEVRON_EVERY_PX, MARK_PX = 54.0, 8.5
STRAIGHT = 0.85
"""Cosine between the line before an arrowhead and after it, at least."""

Floats = NDArray[np.float64]


def course_line(view: View, candidate: Candidate, tolerance_px: float = 0.3) -> shapely.LineString:
    """Give the line of a course in pixels."""
    return shapely.LineString(
        shapely.get_coordinates(shapely.simplify(shapely.LineString(view.px(candidate.lonlat)), tolerance_px))
    )


def stroked(line: shapely.LineString, width: float, id_: str) -> str:
    """Draw a line in the colour of courses with a white edge."""
    path = svg.path_of(line)
    edge = svg.element("path", d=path, stroke="#ffffff", stroke_width=width * 1.75)
    core = svg.element("path", id=id_, d=path, stroke=COURSE, stroke_width=width)
    return svg.element("g", edge + core, fill="none", stroke_linejoin="round", stroke_linecap="round")


def draw_course(view: View, candidate: Candidate, labels: Labels) -> str:
    """Draw the chosen course with its direction, its kilometres, its start and its finish."""
    line = course_line(view, candidate)
    ends = view.px(candidate.lonlat[[0, -1]]).tolist()
    (start_x, start_y), (finish_x, finish_y) = _apart(ends[0], ends[1], 19.0)
    for x, y in ((start_x, start_y), (finish_x, finish_y)):
        labels.take(x, y, 10)
    marks = _kilometres(view, candidate, line, labels)
    words = [stroked(line, 5, f"course-{candidate.id}"), _chevrons(line, labels), marks]
    return "".join([*words, finish(finish_x, finish_y), start(start_x, start_y)])


def _apart(
    first: Sequence[float], second: Sequence[float], least_px: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Move two points away from each other as far as it takes to see both."""
    a, b = np.array(first), np.array(second)
    gap = float(np.hypot(*(b - a)))
    away = (b - a) / gap if gap > 0.01 else np.array([1.0, 0.0])
    push = away * max(least_px - gap, 0.0) / 2
    (ax, ay), (bx, by) = (a - push).tolist(), (b + push).tolist()
    return (ax, ay), (bx, by)


def _kilometres(view: View, candidate: Candidate, line: shapely.LineString, labels: Labels) -> str:
    """Draw the marks that find room, on the line or beside it."""
    words = []
    for mark in candidate.marks:
        x, y = view.point(mark.lon, mark.lat)
        at = line.project(shapely.Point(x, y))
        side = _direction(line, at)[::-1] * np.array([-1.0, 1.0])
        for shift in (0.0, 19.0, -19.0, 30.0, -30.0):
            cx, cy = x + side[0] * shift, y + side[1] * shift
            box = Box(cx - MARK_PX, cy - MARK_PX, 2 * MARK_PX, 2 * MARK_PX)
            if any(box.meets(other) for other in labels.taken):
                continue
            labels.taken.append(box)
            if shift:
                tick = svg.element("line", x1=x, y1=y, x2=cx, y2=cy, stroke=COURSE, stroke_width=1.2)
                words.append(tick)
            words.append(kilometre(cx, cy, mark.number))
            break
    return "".join(words)


def _direction(line: shapely.LineString, at_px: float) -> Floats:
    before, after = line.interpolate(max(at_px - 3, 0)), line.interpolate(min(at_px + 3, line.length))
    step = np.array([after.x - before.x, after.y - before.y])
    return step / max(float(np.hypot(*step)), 1e-9)


def _chevrons(line: shapely.LineString, labels: Labels) -> str:
    """Draw arrowheads on the line, where nothing else stands on it and it runs straight."""
    words = []
    for at in np.arange(CHEVRON_EVERY_PX / 2, line.length, CHEVRON_EVERY_PX).tolist():
        place, along = line.interpolate(at), _direction(line, at)
        crowded = any(Box(place.x - 6, place.y - 6, 12, 12).meets(other) for other in labels.taken)
        if crowded or float(_direction(line, at + 9) @ _direction(line, at - 9)) < STRAIGHT:
            continue
        across = along[::-1] * np.array([-1.0, 1.0])
        middle = np.array([place.x, place.y])
        corners = [(6.0, 0.0), (-4.2, 5.6), (-2.2, 0.0), (-4.2, -5.6)]
        points = [middle + along * ahead + across * aside for ahead, aside in corners]
        words.append("M" + "L".join(f"{svg.number(x)} {svg.number(y)}" for x, y in points) + "z")
    look: svg.Look = {"stroke": "#ffffff", "stroke_width": 1.6, "stroke_linejoin": "round"}
    return svg.element("path", d="".join(words), fill=COURSE, paint_order="stroke", **look)


def kilometre(x: float, y: float, number: int) -> str:
    """Draw a kilometre mark."""
    disc = svg.element("circle", cx=x, cy=y, r=MARK_PX, fill="#ffffff", stroke=COURSE, stroke_width=1.4)
    look: svg.Look = {
        "font_size": 10.5,
        "font_weight": "700",
        "text_anchor": "middle",
        "fill": COURSE,
        "stroke": "none",
    }
    return disc + svg.text(str(number), x, y + 3.8, **look)


def start(x: float, y: float, half: float = 8.0) -> str:
    """Draw the start: a green square."""
    look: svg.Look = {"fill": START, "stroke": "#ffffff", "stroke_width": 2}
    return svg.element("rect", x=x - half, y=y - half, width=2 * half, height=2 * half, rx=2, **look)


def finish(x: float, y: float, half: float = 8.0) -> str:
    """Draw the finish: a chequered square."""
    look: svg.Look = {"fill": "#ffffff", "stroke": DARK, "stroke_width": 1.4}
    square = svg.element("rect", x=x - half, y=y - half, width=2 * half, height=2 * half, **look)
    cell = half / 2
    cells = [
        f"M{svg.number(x - half + i * cell)} {svg.number(y - half + j * cell)}h{svg.number(cell)}"
        f"v{svg.number(cell)}h{svg.number(-cell)}z"
        for i in range(4)
        for j in range(4)
        if (i + j) % 2 == 0
    ]
    return square + svg.element("path", d="".join(cells), fill=DARK)


def village(x: float, y: float, half: float = 6.0, *, visited: bool = True) -> str:
    """Draw a village: a triangle, full where the course passes it."""
    corners = [(x, y - half), (x + half, y + half * 0.8), (x - half, y + half * 0.8)]
    if visited:
        return svg.polygon(corners, fill=VILLAGE, stroke="#ffffff", stroke_width=1.3, paint_order="stroke")
    return svg.polygon(corners, fill="#ffffff", stroke="#8fa3b0", stroke_width=1.2)


def scenic_spot(x: float, y: float, rating: int | None, *, visited: bool = True) -> str:
    """Draw a scenic spot: a star, the larger the better it is rated."""
    corners = svg.star(x, y, star_px(rating))
    if visited:
        return svg.polygon(corners, fill=SPOT, stroke="#5c3d00", stroke_width=1, stroke_linejoin="round")
    return svg.polygon(corners, fill="#ffffff", stroke="#a8935f", stroke_width=1.1, stroke_linejoin="round")


def star_px(rating: int | None) -> float:
    """Give the radius of a star."""
    return 6.5 + 1.1 * (rating or 0)
