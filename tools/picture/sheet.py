"""Lays the picture out: a large map of the first candidate, small ones of the others, a legend."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import shapely

from courseplanner.measure.geometry.geodesy import Plane
from picture import ink, svg
from picture.basemap import Basemap
from picture.ground import GROUND, draw_ground, draw_small_ground
from picture.labels import Labels
from picture.places import mark_places, whereabouts
from picture.result import Candidate
from picture.view import Box, View, extent_m, view_of

__all__ = ["draw_sheet", "ground_box"]

WIDTH, EDGE, GAP, HEAD = 1200.0, 18.0, 14.0, 76.0
PANEL_W, PANEL_TEXT = 190.0, 44.0
PANELS = 5
DARK, GREY = "#222222", "#555555"
TILE = "#d8d3ca"
HALO: svg.Look = {
    "paint_order": "stroke",
    "stroke": "#ffffff",
    "stroke_width": 3.0,
    "stroke_linejoin": "round",
}


def centre_plane(candidates: Sequence[Candidate]) -> Plane:
    """Give the plane to draw on, centred on the first course."""
    lon, lat = candidates[0].lonlat.mean(axis=0).tolist()
    return Plane(lon, lat)


def ground_box(candidates: Sequence[Candidate]) -> tuple[float, float, float, float]:
    """Give the ground that any of the maps shows: west, south, east, north in WGS 84 degrees.

    On each side it is larger than the courses by the longer side of their box, more than any frame takes in.
    """
    every = np.concatenate([candidate.lonlat for candidate in candidates])
    (west, south), (east, north) = every.min(axis=0).tolist(), every.max(axis=0).tolist()
    wide = max((east - west) * math.cos(math.radians((south + north) / 2)), north - south)
    lon_margin = wide / math.cos(math.radians((south + north) / 2))
    return west - lon_margin, south - wide, east + lon_margin, north + wide


def draw_sheet(base: Basemap, candidates: Sequence[Candidate], title: str) -> str:
    """Draw the picture.

    Parameters
    ----------
    base : Basemap
    candidates : sequence of Candidate
        Best first; the first is drawn large, up to five more small.
    title : str

    Returns
    -------
    str
        An SVG document.
    """
    plane = centre_plane(candidates)
    panel_h = _panel_height(plane, candidates)
    main_h = 3 * (panel_h + PANEL_TEXT) + 2 * GAP
    main = Box(EDGE, HEAD, WIDTH - 2 * EDGE - 2 * (PANEL_W + GAP), main_h)
    height = HEAD + main_h + EDGE
    cells, others = _cells(main, panel_h), candidates[1 : PANELS + 1]
    words = [
        svg.element("rect", width=WIDTH, height=height, rx=10, fill="#ffffff"),
        _head(candidates[0], title),
        _main_map(base, candidates[0], _main_view(base, candidates[0], plane, main)),
        _panels(base, others, plane, cells),
        _legend(cells[len(others)], rated=any(spot.rating for spot in candidates[0].spots)),
    ]
    drawing = svg.element("title", svg.plain(title)) + "".join(words)
    return svg.element(
        "svg",
        drawing,
        xmlns="http://www.w3.org/2000/svg",
        width=WIDTH,
        height=height,
        viewBox=f"0 0 {svg.number(WIDTH)} {svg.number(height)}",
        font_family=svg.FONTS,
    )


def _main_view(base: Basemap, candidate: Candidate, plane: Plane, frame: Box) -> View:
    places = np.array([whereabouts(base, visit) for visit in candidate.visits]).reshape(-1, 2)
    return view_of(plane, np.concatenate([candidate.lonlat, places]), frame, 66)


def _panel_height(plane: Plane, candidates: Sequence[Candidate]) -> float:
    extents = [extent_m(plane, candidate.lonlat) for candidate in candidates]
    wide, high = (max(e[i + 2] - e[i] for e in extents) for i in (0, 1))
    return round(min(max(PANEL_W * high / max(wide, 1.0), 112.0), 172.0))


def _head(candidate: Candidate, title: str) -> str:
    spots = candidate.spots
    rated = sum(1 for spot in spots if (spot.rating or 0) >= 4)
    facts = [
        f"{candidate.course_m:,.2f} m planned".replace(",", " "),
        _counted(len(candidate.villages), "village"),
        _counted(len(spots), "scenic spot") + (f", {rated} of 4A or better" if rated else ""),
        f"{_percent(candidate.motor_free)} motor-free",
        f"{_percent(candidate.repeated)} repeated",
    ]
    words = svg.text(title, EDGE, 36, font_size=25, font_weight="700", fill=DARK)
    words += _badge(candidate.id, EDGE, 48)
    return words + svg.text("  ·  ".join(facts), EDGE + 30, 63, font_size=15.5, fill=GREY)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" + ("" if count == 1 else "s")


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _badge(letter: str, x: float, y: float) -> str:
    look: svg.Look = {"font_size": 14, "font_weight": "700", "fill": "#ffffff", "text_anchor": "middle"}
    return svg.element("rect", x=x, y=y, width=21, height=20, rx=4, fill=ink.COURSE) + svg.text(
        letter, x + 10.5, y + 15, **look
    )


def _main_map(base: Basemap, candidate: Candidate, view: View) -> str:
    labels = Labels(view.frame, ink.course_line(view, candidate, 1.0), _furniture_room(view.frame))
    marked = mark_places(base, candidate, view, labels)
    course = ink.draw_course(view, candidate, labels)
    names = svg.element("g", labels.place(marked.wishes), **HALO)
    inside = draw_ground(base, view) + marked.below + course + marked.above + names
    return _framed(view.frame, inside, "main") + _furniture(view, invented=base.invented)


def _framed(frame: Box, inside: str, name: str) -> str:
    place: svg.Look = {"x": frame.x, "y": frame.y, "width": frame.w, "height": frame.h, "rx": 6.0}
    clip = svg.element("clipPath", svg.element("rect", **place), id=f"clip-{name}")
    ground = svg.element("rect", **place, fill=GROUND)
    edge = svg.element("rect", **place, fill="none", stroke=TILE)
    return clip + ground + svg.element("g", inside, clip_path=f"url(#clip-{name})") + edge


def _furniture_room(frame: Box) -> list[Box]:
    """Give the room that scale bar, north arrow and attribution take."""
    bottom = frame.y + frame.h
    return [
        Box(frame.x, bottom - 36, 175, 36),
        Box(frame.x + frame.w - 40, frame.y, 40, 52),
        Box(frame.x + frame.w - 250, bottom - 24, 250, 24),
    ]


def _furniture(view: View, *, invented: bool) -> str:
    frame = view.frame
    bottom = frame.y + frame.h
    return (
        _scale_bar(view, frame.x + 14, bottom - 12)
        + _north(frame.x + frame.w - 20, frame.y + 12)
        + svg.text(
            "Invented sample data" if invented else "© OpenStreetMap contributors",
            frame.x + frame.w - 10,
            bottom - 9,
            text_anchor="end",
            font_size=12,
            fill=GREY,
            **HALO,
        )
    )


def _scale_bar(view: View, x: float, y: float) -> str:
    length_m = max(
        step for step in (100, 200, 500, 1000, 2000, 5000) if step <= max(100, 130 * view.m_per_px)
    )
    length_px = length_m / view.m_per_px
    words = f"{length_m // 1000} km" if length_m >= 1000 else f"{length_m} m"
    path = f"M{svg.number(x)} {svg.number(y - 6)}v6h{svg.number(length_px)}v-6"
    look: svg.Look = {"fill": "none", "stroke_linejoin": "round", "stroke_linecap": "round"}
    bar = svg.element("path", d=path, stroke="#ffffff", stroke_width=4.5, **look)
    bar += svg.element("path", d=path, stroke=DARK, stroke_width=1.6, **look)
    middle = x + length_px / 2
    return bar + svg.text(words, middle, y - 6, font_size=12.5, fill=DARK, text_anchor="middle", **HALO)


def _north(x: float, y: float) -> str:
    arrow = svg.polygon([(x, y), (x + 7, y + 18), (x, y + 14), (x - 7, y + 18)], fill=DARK, stroke="#ffffff")
    return arrow + svg.text(
        "N", x, y + 33, font_size=13, font_weight="700", fill=DARK, text_anchor="middle", **HALO
    )


def _cells(main: Box, panel_h: float) -> list[Box]:
    """Give the windows right of the large map, in two columns."""
    left = main.x + main.w + GAP
    return [
        Box(left + i % 2 * (PANEL_W + GAP), main.y + i // 2 * (panel_h + PANEL_TEXT + GAP), PANEL_W, panel_h)
        for i in range(PANELS + 1)
    ]


def _panels(base: Basemap, candidates: Sequence[Candidate], plane: Plane, cells: Sequence[Box]) -> str:
    """Draw the other candidates, all to one scale, each in the middle of its window."""
    words = []
    if candidates:
        scale = max(view_of(plane, candidate.lonlat, cells[0], 14).m_per_px for candidate in candidates)
        words = [
            _panel(base, candidate, view_of(plane, candidate.lonlat, cell, 14, scale))
            for candidate, cell in zip(candidates, cells, strict=False)
        ]
    return "".join(words)


def _panel(base: Basemap, candidate: Candidate, view: View) -> str:
    frame = view.frame
    line = ink.course_line(view, candidate, 0.4)
    (x, y), *_ = line.coords
    at_start = ink.start(x, y, 4)
    inside = draw_small_ground(base, view) + ink.stroked(line, 2.4, f"course-{candidate.id}") + at_start
    below, right = frame.y + frame.h, frame.x + frame.w
    facts = [
        ink.village(frame.x + 9, below + 14, 5.5),
        _fact(str(len(candidate.villages)), frame.x + 22, below + 18.5),
        _fact(f"{_percent(candidate.motor_free)} motor-free", right, below + 18.5, text_anchor="end"),
        ink.scenic_spot(frame.x + 9, below + 33.5, None),
        _fact(str(len(candidate.spots)), frame.x + 22, below + 38),
        _fact(f"{_percent(candidate.repeated)} repeated", right, below + 38, text_anchor="end"),
    ]
    badge = _badge(candidate.id, *_free_corner(line, frame))
    return _framed(frame, inside, candidate.id) + badge + "".join(facts)


def _free_corner(line: shapely.LineString, frame: Box) -> tuple[float, float]:
    """Give the corner where a badge covers least of a line."""
    right, low = frame.x + frame.w - 27, frame.y + frame.h - 26
    corners = [(x, y) for y in (frame.y + 6, low) for x in (frame.x + 6, right)]
    covered = [
        shapely.intersection(line, shapely.box(x, y, x + 21, y + 20).buffer(3)).length for x, y in corners
    ]
    return corners[covered.index(min(covered))]


def _fact(words: str, x: float, y: float, **look: str) -> str:
    return svg.text(words, x, y, font_size=13, fill=GREY, **look)


def _legend(cell: Box, *, rated: bool) -> str:
    """Say what the symbols are."""
    rows: list[tuple[Callable[[float, float], str], str]] = [
        (ink.start, "start"),
        (ink.finish, "finish"),
        (lambda x, y: ink.kilometre(x, y, 5), "kilometre"),
        (ink.village, "village on the course"),
        (lambda x, y: ink.scenic_spot(x, y, None), "scenic spot on the course"),
        (lambda x, y: ink.village(x, y, 4.5, visited=False), "not on the course"),
    ]
    if rated:
        rows.insert(5, (lambda x, y: ink.scenic_spot(x, y, 4), "the same, rated 4A"))
    step = min((cell.h + PANEL_TEXT - 4) / len(rows), 27.0)
    words = []
    for i, (symbol, name) in enumerate(rows):
        y = cell.y + (i + 0.5) * step
        words.append(symbol(cell.x + 12, y))
        words.append(svg.text(name, cell.x + 32, y + 4.5, font_size=13, fill=GREY))
    return "".join(words)
