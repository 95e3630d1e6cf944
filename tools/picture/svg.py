"""Writes SVG: elements, paths and text, always in the same bytes."""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import shapely

__all__ = ["FONTS", "Look", "element", "number", "path_of", "plain", "polygon", "star", "text", "width_px"]

FONTS = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK SC', 'Noto Sans SC', "
    "'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', sans-serif"
)
"""The reader's own font; the later ones know Chinese."""

Look = dict[str, str | float]
"""Attributes of an element."""

_NARROW, _THIN = frozenset("iljtfrI.,:;'|!()[] "), 0.31
_BROAD, _FAT = frozenset("mwMW%@"), 0.88
_CAPITAL, _PLAIN = 0.67, 0.56


def number(value: float) -> str:
    """Write a figure to a tenth of a pixel, as short as it goes."""
    words = f"{value:.1f}".removesuffix(".0")
    return "0" if words == "-0" else words


def element(name: str, inside: str = "", /, **attributes: str | float) -> str:
    """Write an element; `_` in the name of an attribute stands for `-`, and at its end for nothing."""
    words = [name]
    for key, value in attributes.items():
        written = value if isinstance(value, str) else number(value)
        words.append(f"{key.rstrip('_').replace('_', '-')}={quoteattr(written)}")
    return f"<{' '.join(words)}>{inside}</{name}>" if inside else f"<{' '.join(words)}/>"


def text(words: str, x: float, y: float, /, **attributes: str | float) -> str:
    """Write text at a place."""
    return element("text", plain(words), **{"x": x, "y": y, **attributes})


def plain(words: str) -> str:
    """Escape words; letters that XML can't hold are replaced, for names come from files of strangers."""
    return escape(
        "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in words)
    )


def width_px(words: str, size_px: float) -> float:
    """Estimate how wide text is in a common font without serifs."""
    return size_px * sum(_em(letter) for letter in words)


def _em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in _NARROW:
        return _THIN
    if letter in _BROAD:
        return _FAT
    return _CAPITAL if letter.isupper() else _PLAIN


def path_of(shape: shapely.Geometry) -> str:
    """Write the data of a path, in steps of tenths of a pixel.

    Parameters
    ----------
    shape : shapely.Geometry
        Lines and polygons in pixels; points are left out.
    """
    return "".join(_lines(shape))


def _lines(shape: shapely.Geometry) -> Iterable[str]:
    if isinstance(shape, shapely.Polygon):
        for ring in (shape.exterior, *shape.interiors):
            yield _steps(shapely.get_coordinates(ring)[:-1].tolist(), "z")
    elif isinstance(shape, shapely.LineString):
        yield _steps(shapely.get_coordinates(shape).tolist(), "")
    elif isinstance(shape, shapely.geometry.base.BaseMultipartGeometry):
        for part in shape.geoms:
            yield from _lines(part)


def _steps(points: Sequence[Sequence[float]], end: str) -> str:
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    kept = [at for i, at in enumerate(tenths) if i == 0 or at != tenths[i - 1]]
    if len(kept) < 2:
        return ""
    words = [f"M{_pair(*kept[0])}l"]
    for i, (before, at) in enumerate(itertools.pairwise(kept)):
        pair = _pair(at[0] - before[0], at[1] - before[1])
        words.append(pair if i == 0 or pair[0] == "-" else f" {pair}")
    return "".join(words) + end


def _pair(x: int, y: int) -> str:
    second = _tenths(y)
    return _tenths(x) + (second if second[0] == "-" else f" {second}")


def _tenths(value: int) -> str:
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), 10)
    return f"{sign}{whole}" if not rest else f"{sign}{whole or ''}.{rest}"


def polygon(points: Iterable[tuple[float, float]], /, **attributes: str | float) -> str:
    """Write a polygon."""
    corners = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return element("polygon", **{"points": corners, **attributes})


def star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """Give the ten corners of a star, one point up."""
    turns = np.arange(10) * math.pi / 5
    reach = np.where(np.arange(10) % 2 == 0, radius, radius * 0.45)
    corners = zip(x + reach * np.sin(turns), y - reach * np.cos(turns), strict=True)
    return [(float(cx), float(cy)) for cx, cy in corners]
