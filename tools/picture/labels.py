"""Finds room for names: each takes the best place that is left, the important ones first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import shapely

from picture import svg
from picture.view import Box

__all__ = ["Labels", "Wish"]

_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (0.8, -0.8), (0.8, 0.8), (-0.8, -0.8), (-0.8, 0.8))
"""Where a name may stand, seen from its place, the best first."""

_GAPS_PX = (3.0, 12.0, 24.0, 38.0, 54.0, 72.0)
"""How far from its symbol a name may stand."""

LED_FROM = 2 * len(_SIDES)
"""Places from this one on are so far off that a thin line leads there."""

COVERED_PX, CROSSED, CROSSED_COURSE = 4.0, 30.0, 8.0
"""What it costs to cover a pixel of the course, and to cross names, symbols or the course with a thin line.

A place farther down the list of places costs 1.
"""

_LINE_HEIGHT = 1.15


@dataclass(frozen=True, slots=True)
class Wish:
    """A name that wants a place.

    Parameters
    ----------
    words : str
    x, y : float
        What it names.
    radius : float
        Of the symbol there; 0 where the name stands on the place itself.
    size : float
        Of the font, in pixels.
    colour : str
    weight, style : str
        As in SVG.
    must : bool
        Whether it may stand on a course rather than be left out.
    reaches : tuple of float
        How far from the place the middle of a name without a symbol may stand, in pixels.
    """

    words: str
    x: float
    y: float
    radius: float
    size: float
    colour: str
    weight: str = "400"
    style: str = "normal"
    must: bool = False
    reaches: tuple[float, ...] = ()


@dataclass(slots=True)
class Labels:
    """Room for names in a window.

    Parameters
    ----------
    frame : Box
    line : shapely.Geometry
        The course, which names had better not cover.
    taken : list of Box
        Symbols and names that are there already.
    leaders : list of LineString
        Thin lines that lead from symbols to names.
    """

    frame: Box
    line: shapely.Geometry
    taken: list[Box] = field(default_factory=list)
    leaders: list[shapely.LineString] = field(default_factory=list)

    def take(self, x: float, y: float, radius: float) -> None:
        """Keep names off a symbol."""
        self.taken.append(Box(x - radius, y - radius, 2 * radius, 2 * radius))

    def place(self, wishes: Sequence[Wish]) -> str:
        """Write the names that find room, in the order given.

        Of wishes for one name without a symbol, which offer several places, the first that can be met.
        """
        words: list[str] = []
        done: set[str] = set()
        for wish in wishes:
            if not wish.radius and wish.words in done:
                continue
            written = self._placed(wish)
            if written:
                words.append(written)
                done.add(wish.words)
        return "".join(words)

    def _placed(self, wish: Wish) -> str:
        choices = [(self._cost(wish, box, rank), rank, box) for rank, box in enumerate(_boxes(wish))]
        cost, rank, box = min(choices, key=lambda choice: choice[:2])
        if cost == math.inf:
            return ""
        self.taken.append(box)
        look: svg.Look = {"font_size": wish.size, "fill": wish.colour}
        if wish.weight != "400":
            look["font_weight"] = wish.weight
        if wish.style != "normal":
            look["font_style"] = wish.style
        words = svg.text(wish.words, box.x, box.y + wish.size * 0.9, **look)
        if not _is_led(wish, rank):
            return words
        (x1, y1), (x2, y2) = ends = _leader(wish, box)
        self.leaders.append(shapely.LineString(ends))
        places: svg.Look = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
        return svg.element("line", **places, stroke=wish.colour, stroke_width=0.8) + words

    def _cost(self, wish: Wish, box: Box, rank: int) -> float:
        if not self.frame.holds(box.grown(3)) or any(box.meets(other) for other in self.taken):
            return math.inf
        room = shapely.box(box.x - 3, box.y, box.x + box.w + 3, box.y + box.h)
        covered = float(shapely.length(shapely.intersection(self.line, room)))
        if covered and not wish.must:
            return math.inf
        crossed = sum(1 for leader in self.leaders if shapely.intersects(leader, room))
        cost = rank + COVERED_PX * covered + CROSSED * crossed
        return cost + self._cost_of_leader(wish, box) if _is_led(wish, rank) else cost

    def _cost_of_leader(self, wish: Wish, box: Box) -> float:
        """Compute what a thin line would cross: names, symbols other than its own, and the course."""
        leader = shapely.LineString(_leader(wish, box))
        own = Box(wish.x, wish.y, 0, 0)
        others = [other.grown(-1) for other in self.taken if not other.holds(own)]
        crossed = sum(
            1
            for other in others
            if shapely.intersects(leader, shapely.box(other.x, other.y, other.x + other.w, other.y + other.h))
        )
        return CROSSED * crossed + CROSSED_COURSE * float(shapely.intersects(leader, self.line))


def _is_led(wish: Wish, rank: int) -> bool:
    return bool(wish.radius) and rank >= LED_FROM


def _leader(wish: Wish, box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    """Give the ends of a thin line from a symbol to the nearest point of its name."""
    x = min(max(wish.x, box.x), box.x + box.w)
    y = min(max(wish.y, box.y), box.y + box.h)
    return (wish.x, wish.y), (x, y)


def _boxes(wish: Wish) -> list[Box]:
    w, h = svg.width_px(wish.words, wish.size), wish.size * _LINE_HEIGHT
    if not wish.radius:
        steps = [(0.0, 0.0), *((dx * reach, dy * reach) for reach in wish.reaches for dx, dy in _SIDES)]
        return [Box(wish.x - w / 2 + dx, wish.y - h / 2 + dy, w, h) for dx, dy in steps]
    found = []
    for gap in _GAPS_PX:
        reach = wish.radius + gap
        for dx, dy in _SIDES:
            x = wish.x + dx * reach - (w if dx < 0 else 0 if dx > 0 else w / 2)
            y = wish.y + dy * reach - (h if dy < 0 else 0 if dy > 0 else h / 2)
            found.append(Box(x, y, w, h))
    return found
