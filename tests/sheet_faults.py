"""Looks over certification maps by PDFium alone: scale, letters, size, and that no name covers another."""

from __future__ import annotations

import ctypes
import itertools
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import shapely
from pypdfium2 import raw

__all__ = ["covered_names", "sheet_faults"]

_MOST_BYTES = 2_000_000
_MM = 25.4 / 72.0
_BAR_MM = 1.2
_COURSE = (0xA3, 0x19, 0x5B)
_TO_SCALE = 0.005
_OVERLAP_MM2 = 0.02
"""Boxes of letters are those of the font: a hair of overlap is nothing that anybody sees."""


def sheet_faults(out: Path) -> list[str]:
    """Look over the maps of all candidates of a plan."""
    found = json.loads((out / "candidates.json").read_text(encoding="utf-8"))["candidates"]
    faults = []
    for one in found:
        path = out / one["files"]["certification_map"]
        faults += [f"{one['id']}: {fault}" for fault in _faults(path.read_bytes(), one["length"]["course_m"])]
    return faults


def _faults(pdf: bytes, course_m: float) -> Iterator[str]:
    if len(pdf) > _MOST_BYTES:
        yield f"{len(pdf)} bytes"
    document = pypdfium2.PdfDocument(pdf)
    first = document[0]
    texts = list(_texts(first))
    ((below, scale_words),) = [one for one in texts if re.fullmatch(r"1 : [\d,]+", one[1])]
    scale = float(scale_words.removeprefix("1 : ").replace(",", ""))
    (said,) = [
        words
        for box, words in texts
        if re.fullmatch(r"[\d.]+ k?m", words)
        and box.distance(below) < 45.0
        and 0.0 < box.bounds[1] - below.bounds[1] < 7.0
    ]
    said_m = float(said.split()[0]) * (1000.0 if said.endswith("km") else 1.0)
    bars_m = [width * scale / 1000.0 for width in _bars_mm(first)]
    if not any(abs(bar_m - said_m) <= _TO_SCALE * said_m for bar_m in bars_m):
        yield f"no scale bar of {said_m} m: {bars_m}"
    drawn_m = _course_mm(first) * scale / 1000.0
    if abs(drawn_m - course_m) > _TO_SCALE * course_m:
        yield f"{drawn_m:.0f} m of course drawn, {course_m} m planned"
    for number in range(len(document)):
        page = document[number]
        yield from (f"page {number + 1}: {fault}" for fault in _letters(page))
    yield from covered_names(pdf)


def _things(page: Any, kind: int) -> Iterator[Any]:
    for number in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(thing) == kind:
            yield thing


def _colour(thing: Any, part: str) -> tuple[int, ...]:
    parts = [ctypes.c_uint() for _ in range(4)]
    getattr(raw, f"FPDFPageObj_Get{part}Color")(thing, *parts)
    return tuple(one.value for one in parts[:3])


def _bars_mm(page: Any) -> Iterator[float]:
    """Widths of black bars that are 1.2 mm high."""
    for thing in _things(page, raw.FPDF_PAGEOBJ_PATH):
        sides = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(thing, *sides)
        left, bottom, right, top = (side.value * _MM for side in sides)
        if _colour(thing, "Fill") == (0, 0, 0) and abs(top - bottom - _BAR_MM) < 0.05 and right - left > 10.0:
            yield right - left


def _course_mm(page: Any) -> float:
    """Length of what is drawn in the colour of the course, but for the legend's sample of it."""
    lengths = []
    for thing in _things(page, raw.FPDF_PAGEOBJ_PATH):
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(thing, fill, stroke)
        if not stroke.value or _colour(thing, "Stroke") != _COURSE:
            continue
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(thing, matrix)
        points = []
        for at in range(raw.FPDFPath_CountSegments(thing)):
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(thing, at), x, y)
            points.append((x.value, y.value))
        lengths.append(matrix.a * _MM * sum(math.dist(a, b) for a, b in itertools.pairwise(points)))
    return float(sum(length for length in lengths if abs(length - 8.0) > 0.01))


def _letters(page: Any) -> Iterator[str]:
    for thing in _things(page, raw.FPDF_PAGEOBJ_TEXT):
        if raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(thing)) != 1:
            yield "letters that are not embedded"
            return


def _texts(page: Any) -> Iterator[tuple[shapely.Polygon, str]]:
    """Give each text with the box that it covers, in millimetres."""
    text_page = page.get_textpage()
    for thing in _things(page, raw.FPDF_PAGEOBJ_TEXT):
        quad = raw.FS_QUADPOINTSF()
        raw.FPDFPageObj_GetRotatedBounds(thing, quad)
        corners = [(quad.x1, quad.y1), (quad.x2, quad.y2), (quad.x3, quad.y3), (quad.x4, quad.y4)]
        size = raw.FPDFTextObj_GetText(thing, text_page, None, 0)
        held = (ctypes.c_ushort * (size // 2))()
        raw.FPDFTextObj_GetText(thing, text_page, held, size)
        words = bytes(held).decode("utf-16-le").strip("\0 ")
        yield shapely.Polygon([(x * _MM, y * _MM) for x, y in corners]), words


def covered_names(pdf: bytes) -> list[str]:
    """Find words on the first page that cover others."""
    document = pypdfium2.PdfDocument(pdf)
    found = list(_texts(document[0]))
    boxes, names = [box for box, _ in found], [words for _, words in found]
    one, other = shapely.STRtree(boxes).query(boxes, predicate="intersects")
    return [
        f"{names[a]!r} and {names[b]!r} cover each other"
        for a, b in zip(one.tolist(), other.tolist(), strict=True)
        if a < b and shapely.intersection(boxes[a], boxes[b]).area > _OVERLAP_MM2
    ]
