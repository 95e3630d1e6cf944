"""Draws the pale map under the courses."""

from __future__ import annotations

import shapely

from picture import svg
from picture.basemap import Basemap
from picture.view import View

__all__ = ["GROUND", "draw_ground", "draw_small_ground"]

GROUND = "#f7f5f1"
WATER, GREEN, BUILT = "#cfe3f1", "#e4eeda", "#edeae5"
AREA_COLOURS = {"green": GREEN, "built": BUILT, "water": WATER}
STREAM_WIDTHS = {"stream": 1.0, "river": 2.6}

ROAD_LOOKS = {
    "path": (0.0, 1.2, "#dcd8d1"),
    "minor": (2.4, 1.3, "#ffffff"),
    "middle": (4.2, 2.8, "#ffffff"),
    "main": (5.4, 3.8, "#ffffff"),
    "motorway": (5.4, 3.8, "#dedbd6"),
}
"""Width with its edge, width within, and colour within, from below to above."""

EDGE, STRONG_EDGE = "#dcd8d1", "#cbc6be"
LEAST_AREA_PX, LEAST_MINOR_PX = 12.0, 5.0


def draw_ground(base: Basemap, view: View) -> str:
    """Draw the map of the large picture."""
    words = [_areas(base, view, 0.5, LEAST_AREA_PX)]
    paths = {ink: svg.path_of(_long(ink, view.drawn(base.lines[ink], 0.5))) for ink in base.lines}
    words += [_stroke(paths.get(ink, ""), WATER, width) for ink, width in STREAM_WIDTHS.items()]
    words.append(_stroke(paths.get("tunnel", ""), STRONG_EDGE, 1.4, stroke_dasharray="5 5"))
    inner = []
    for ink, (outer_px, inner_px, colour) in ROAD_LOOKS.items():
        if not paths.get(ink):
            continue
        edge = EDGE if ink in {"minor", "path"} else STRONG_EDGE
        if not outer_px:
            words.append(_stroke(paths[ink], colour, inner_px))
            continue
        # The same path twice, once for its edge: written once and referred to.
        named = svg.element("path", id=f"road-{ink}", d=paths[ink])
        words.append(svg.element("defs", named))
        words.append(svg.element("use", href=f"#road-{ink}", stroke=edge, stroke_width=outer_px))
        inner.append(svg.element("use", href=f"#road-{ink}", stroke=colour, stroke_width=inner_px))
    return _group("".join(words + inner))


def draw_small_ground(base: Basemap, view: View) -> str:
    """Draw the map of the small pictures: areas, rivers and the larger roads."""
    words = [_areas(base, view, 0.7, 10.0)]
    looks = {
        "river": (WATER, 1.6),
        "middle": ("#dfdbd4", 0.8),
        "main": ("#d3cec6", 1.1),
        "motorway": ("#d3cec6", 1.1),
    }
    for ink, (colour, width) in looks.items():
        if ink in base.lines:
            words.append(_stroke(svg.path_of(view.drawn(base.lines[ink], 0.7)), colour, width))
    return _group("".join(words))


def _areas(base: Basemap, view: View, tolerance_px: float, least_px: float) -> str:
    words = []
    for ink, colour in AREA_COLOURS.items():
        if ink not in base.areas:
            continue
        parts = shapely.get_parts(view.drawn(base.areas[ink], tolerance_px))
        large = shapely.GeometryCollection(
            [_filled(part, least_px) for part in parts if part.area >= least_px]
        )
        words.append(svg.element("path", d=svg.path_of(large), fill=colour, fill_rule="evenodd"))
    return "".join(words)


def _filled(area: shapely.Geometry, least_px: float) -> shapely.Geometry:
    """Fill the holes that are too small to see."""
    if not isinstance(area, shapely.Polygon):
        return area
    return shapely.Polygon(
        area.exterior, [ring for ring in area.interiors if shapely.Polygon(ring).area >= least_px]
    )


def _long(ink: str, lines: shapely.Geometry) -> shapely.Geometry:
    if ink not in {"minor", "path"}:
        return lines
    return shapely.GeometryCollection(
        [line for line in shapely.get_parts(lines) if line.length >= LEAST_MINOR_PX]
    )


def _stroke(path: str, colour: str, width: float, **look: str) -> str:
    return svg.element("path", d=path, stroke=colour, stroke_width=width, **look) if path else ""


def _group(inside: str) -> str:
    return svg.element("g", inside, fill="none", stroke_linejoin="round", stroke_linecap="round")
