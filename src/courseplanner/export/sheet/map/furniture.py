"""What stands on every map: frame and graticule, north arrow and scale bar."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from courseplanner.export.sheet.drawing.drawing_ops import BLACK, WHITE, Page, grey
from courseplanner.export.sheet.drawing.paper import Box
from courseplanner.export.sheet.drawing.view import View, graticule_step_deg

__all__ = [
    "SCALE_BAR_MM",
    "draw_frame",
    "draw_graticule",
    "draw_north_arrow",
    "draw_scale_bar",
    "scale_bar_m",
]

Floats = NDArray[np.float64]

_SMALL_MM = 1.8
SCALE_BAR_MM = 40.0
"""A scale bar is so long at most."""
_BAR_MM = 1.2


def draw_frame(page: Page, box: Box) -> None:
    """Draw the edge of a map."""
    with page.of("frame"):
        page.box(box, colour=WHITE, rim_mm=0.0)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        page.line([(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)], width_mm=0.3)


def draw_graticule(page: Page, view: View) -> None:
    """Draw meridians and parallels, with their degrees at the left and lower edge."""
    half_lon, half_lat = view.half_deg
    with page.of("graticule"):
        for along_lon, half, length in ((True, half_lon, view.box.width), (False, half_lat, view.box.height)):
            step = graticule_step_deg(half, length)
            middle, other, other_half = (
                (view.lon, view.lat, half_lat) if along_lon else (view.lat, view.lon, half_lon)
            )
            for count in range(math.ceil((middle - half) / step), math.floor((middle + half) / step) + 1):
                degrees = count * step
                across = np.linspace(other - other_half, other + other_half, 17)
                held = np.full(17, degrees)
                path = view.xy(held, across) if along_lon else view.xy(across, held)
                _draw_degree(page, view, path, degrees, step, "lon" if along_lon else "lat")


def _draw_degree(
    page: Page, view: View, path: Floats, degrees: float, step: float, kind: Literal["lon", "lat"]
) -> None:
    box = view.box
    with page.window(box):
        page.line(path, width_mm=0.1, colour=grey(0.55))
    words = _degrees_in_words(degrees, step, kind)
    if kind == "lon":
        x = float(np.interp(box.bottom, path[:, 1], path[:, 0]))
        if box.left + 6.0 < x < box.right - 6.0:
            page.words(words, x, box.bottom - 2.3, _SMALL_MM, align="middle", colour=grey(0.25))
        return
    y = float(np.interp(box.left, path[:, 0], path[:, 1]))
    if box.bottom + 2.0 < y < box.top - 2.0:
        page.words(words, box.left + 0.6, y + 0.5, _SMALL_MM, colour=grey(0.25))


def _degrees_in_words(degrees: float, step: float, kind: Literal["lon", "lat"]) -> str:
    turned = (degrees + 180.0) % 360.0 - 180.0 if kind == "lon" else degrees
    side = {"lon": "EW", "lat": "NS"}[kind][turned < 0.0]
    seconds = round(abs(turned) * 3600.0)
    whole, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    words = f"{whole}°"
    if step < 1.0:
        words += f"{minutes:02d}′"  # noqa: RUF001
    if step < 1.0 / 60.0:
        words += f"{seconds:02d}″"
    return words + side


def draw_north_arrow(page: Page, x: float, y: float) -> None:
    """Draw an arrow to the north, 12 mm high, from its lower middle."""
    with page.of("north"):
        page.area([(x, y), (x + 2.2, y - 1.6), (x, y + 7.5)], colour=BLACK)
        page.area([(x, y), (x - 2.2, y - 1.6), (x, y + 7.5)], colour=WHITE, rim_mm=0.2)
        page.words("N", x, y + 8.2, 3.2, align="middle", is_bold=True)


def scale_bar_m(denominator: float, longest_mm: float = SCALE_BAR_MM) -> float:
    """Give the round length on the ground that is up to so long on paper."""
    wanted = longest_mm * denominator / 1000.0
    power = 10.0 ** math.floor(math.log10(wanted))
    return max(part * power for part in (1.0, 2.0, 5.0) if part * power <= wanted * 1.001)


def draw_scale_bar(page: Page, x: float, y: float, view: View, longest_mm: float = SCALE_BAR_MM) -> None:
    """Draw a bar of a round length on the ground, to scale, with what it stands for."""
    length_m = scale_bar_m(view.denominator, longest_mm)
    length_mm = length_m * view.mm_per_m
    with page.of("scale-bar"):
        page.area([(x, y), (x + length_mm, y), (x + length_mm, y + _BAR_MM), (x, y + _BAR_MM)], colour=BLACK)
    for part in (0, 2):
        left, right = x + part * length_mm / 4.0, x + (part + 1) * length_mm / 4.0
        inner = [(left, y + 0.2), (right, y + 0.2), (right, y + _BAR_MM - 0.2), (left, y + _BAR_MM - 0.2)]
        page.area(inner, colour=WHITE)
    with page.of("scale-bar-length"):
        page.words(_metres(length_m), x + length_mm, y + _BAR_MM + 0.8, _SMALL_MM, align="middle")
    page.words("0", x, y + _BAR_MM + 0.8, _SMALL_MM, align="middle")
    with page.of("scale"):
        page.words(f"1 : {view.denominator:,.0f}", x + length_mm / 2.0, y - 2.4, _SMALL_MM, align="middle")


def _metres(length_m: float) -> str:
    return f"{length_m / 1000.0:g} km" if length_m >= 1000.0 else f"{length_m:g} m"
