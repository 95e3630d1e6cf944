"""Puts names beside things on a map so that none covers another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.export.sheet.drawing.drawing_ops import Label
from courseplanner.export.sheet.drawing.paper import Box

__all__ = ["Labels", "box_of_words", "line_spots", "point_spots"]

Floats = NDArray[np.float64]

_ROOM_MM = 0.35
"""Between two names."""
_UP, _DOWN = 0.80, 0.16
"""Of the size: how far letters rise above and hang below their base line."""
_COURSE_COSTS = 4.0
"""A name on the course is worse than the next place for it; so much for each millimetre."""
_MOST_BENT = 0.06
"""A name is not set along a line that is so much longer than the chord below it."""
_WAYS = ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))


def box_of_words(words: Label) -> Floats:
    """Give the corners of what words cover, float64 (4, 2)."""
    left = -words.back_mm
    right = left + words.width_mm
    along = np.array([left, right, right, left])
    across = np.array([-_DOWN, -_DOWN, _UP, _UP]) * words.size_mm
    turn = np.radians(words.angle_deg)
    cos, sin = np.cos(turn), np.sin(turn)
    return np.column_stack((words.x + along * cos - across * sin, words.y + along * sin + across * cos))


def point_spots(
    x: float, y: float, words: str, size_mm: float, away_mm: Iterable[float], **look: object
) -> list[Label]:
    """Give places for the name of a point: all round it, the nearer the better."""
    spots = []
    for away in away_mm:
        for right, up in _WAYS:
            reach = away if not (right and up) else 0.75 * away
            base = (
                (_DOWN - _UP) / 2.0 * size_mm if not up else (_DOWN * size_mm if up > 0 else -_UP * size_mm)
            )
            align = {1: "left", 0: "middle", -1: "right"}[right]
            spots.append(
                Label(words, x + reach * right, y + reach * up + base, size_mm, align=align, **look)  # type: ignore[arg-type]
            )
    return spots


def line_spots(path: Floats, words: str, size_mm: float, beside_mm: float, **look: object) -> list[Label]:
    """Give places for the name of a line: along its straighter parts, on both sides and upright.

    Parameters
    ----------
    path : float64 (n, 2)
    words : str
    size_mm : float
    beside_mm : float
        Between the line and the middle of the letters; 0 sets the name on the line.

    Returns
    -------
    list of Label
        The straightest and most central first.
    """
    width = Label(words, 0.0, 0.0, size_mm).width_mm
    steps = np.hypot(*np.diff(path, axis=0).T)
    along = np.concatenate(([0.0], np.cumsum(steps)))
    if along[-1] < 0.6 * width:
        return []
    found = []
    half = min(width, along[-1]) / 2.0
    for at in np.linspace(half, along[-1] - half, max(1, int((along[-1] - 2 * half) / 4.0) + 1)):
        ends = np.array(
            [[np.interp(at + side * half, along, path[:, k]) for k in (0, 1)] for side in (-1, 1)]
        )
        chord = ends[1] - ends[0]
        length = float(np.hypot(*chord))
        bent = 1.0 - length / max(2.0 * half, 1e-9)
        if bent > _MOST_BENT or length < 1e-6:
            continue
        central = abs(at / along[-1] - 0.5)
        found.append((round(bent * 4.0 + central, 3), at, ends.mean(axis=0), chord / length))
    found.sort(key=lambda one: one[:2])
    return [
        spot for _, _, middle, way in found for spot in _beside(middle, way, words, size_mm, beside_mm, look)
    ]


def _beside(
    middle: Floats, way: Floats, words: str, size_mm: float, beside_mm: float, look: dict[str, object]
) -> list[Label]:
    if way[0] < 0.0 or (abs(way[0]) < 1e-9 and way[1] < 0.0):
        way = -way
    angle = float(np.degrees(np.arctan2(way[1], way[0])))
    up = np.array([-way[1], way[0]])
    sides = (beside_mm, -beside_mm) if beside_mm else (0.0,)
    spots = []
    for side in sides:
        x, y = middle + up * (side + (_DOWN - _UP) / 2.0 * size_mm)
        spots.append(Label(words, float(x), float(y), size_mm, align="middle", angle_deg=angle, **look))  # type: ignore[arg-type]
    return spots


def _with_room(words: Label) -> shapely.Polygon:
    """Give what words cover, and a little around it."""
    corners = box_of_words(words)
    if words.angle_deg:
        grown: shapely.Polygon = shapely.Polygon(corners).buffer(_ROOM_MM, join_style="mitre")
        return grown
    (left, bottom), (right, top) = corners.min(axis=0), corners.max(axis=0)
    upright: shapely.Polygon = shapely.box(
        left - _ROOM_MM, bottom - _ROOM_MM, right + _ROOM_MM, top + _ROOM_MM
    )
    return upright


class Labels:
    """The names on a map, and what they must keep off.

    Parameters
    ----------
    box : Box
        Names stay within it.
    course : float64 (n, 2)
        Names rather don't cover it.
    """

    def __init__(self, box: Box, course: Sequence[Floats]) -> None:
        self._frame = box
        self._course = shapely.MultiLineString([path for path in course if len(path) > 1])
        shapely.prepare(self._course)
        self._bounds = np.empty((0, 4))
        self._shapes: list[shapely.Polygon] = []
        self.placed: list[Label] = []

    def keep_off(self, corners: Floats) -> None:
        """Keep names off an area."""
        shape = shapely.Polygon(corners)
        self._shapes.append(shape)
        self._bounds = np.vstack((self._bounds, shape.bounds))

    def place(self, spots: Sequence[Label], hides_mm: float) -> Label | None:
        """Put a name at the best place that is free, the first ones before others; `None` where none is.

        Parameters
        ----------
        spots : sequence of Label
        hides_mm : float
            So much of the course may be hidden by it at most.
        """
        best, least = None, np.inf
        for number, spot in enumerate(spots):
            if number >= least:
                break
            shape = _with_room(spot)
            if not self._is_free(shape):
                continue
            hidden_mm = shapely.intersection(self._course, shape).length
            cost = number + _COURSE_COSTS * hidden_mm
            if hidden_mm <= hides_mm and cost < least:
                best, least = spot, cost
        if best is not None:
            self.keep_off(box_of_words(best))
            self.placed.append(best)
        return best

    def _is_free(self, shape: shapely.Polygon) -> bool:
        left, bottom, right, top = shape.bounds
        frame = self._frame
        if left <= frame.left or bottom <= frame.bottom or right >= frame.right or top >= frame.top:
            return False
        near = np.flatnonzero(
            (self._bounds[:, 0] < right)
            & (self._bounds[:, 2] > left)
            & (self._bounds[:, 1] < top)
            & (self._bounds[:, 3] > bottom)
        )
        return not any(shape.intersects(self._shapes[at]) for at in near)
