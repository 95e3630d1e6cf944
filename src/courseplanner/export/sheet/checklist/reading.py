"""Reads a finished sheet back: what is drawn on it under which name, as the file has it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from courseplanner.export.sheet.drawing.paper import Box

__all__ = ["Drawn", "ReadPage", "read_pages"]

Floats = NDArray[np.float64]

_MM_PER_POINT = 25.4 / 72.0
_TEXT, _PATH = 1, 2
_MOVE = 2


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """One thing on a page.

    Parameters
    ----------
    item : str
        The name that it was drawn under; empty where it has none.
    box : Box
        What it covers, in millimetres.
    words : str or None
        Of text.
    paths : tuple of float64 (n, 2)
        Of lines and areas, in millimetres.
    ink : float
        How light its colour is: 0 black, 1 white. Of what is filled and stroked, that of the filling.
    """

    item: str
    box: Box
    words: str | None
    paths: tuple[Floats, ...]
    ink: float

    @property
    def length_mm(self) -> float:
        """Length of its paths."""
        return float(sum(np.hypot(*np.diff(path, axis=0).T).sum() for path in self.paths))


@dataclass(frozen=True, slots=True, eq=False)
class ReadPage:
    """A page as read: its size, and what is drawn on it under a name, or is text."""

    width_mm: float
    height_mm: float
    drawn: tuple[Drawn, ...]

    def of(self, *items: str) -> list[Drawn]:
        """Give what was drawn under names."""
        return [one for one in self.drawn if one.item in items]

    def words_of(self, *items: str) -> list[str]:
        """Give the words that were set under names."""
        return [one.words.strip() for one in self.of(*items) if one.words is not None]


def read_pages(pdf: bytes) -> tuple[ReadPage, ...]:
    """Read the pages of a sheet."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_page(document[number]) for number in range(len(document)))
    finally:
        document.close()


def _page(page: Any) -> ReadPage:
    from pypdfium2 import raw

    text_page = page.get_textpage()
    words = _words_by_object(raw, text_page)
    drawn: list[Drawn] = []
    before = 0
    for number in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, number)
        kind = raw.FPDFPageObj_GetType(thing)
        item, mark = _item(raw, thing)
        if kind == _TEXT and mark and mark == before and drawn[-1].words is not None:
            drawn[-1] = _longer(drawn[-1], _box(raw, thing), words.get(_address(thing), ""))
        elif kind == _TEXT:
            said = words.get(_address(thing), "")
            drawn.append(Drawn(item, _box(raw, thing), said, (), _ink(raw, thing, "Fill")))
        elif kind == _PATH and item:
            paths = tuple(_paths(raw, thing))
            drawn.append(Drawn(item, _box(raw, thing), None, paths, _path_ink(raw, thing)))
        before = mark
    width, height = page.get_size()
    text_page.close()
    page.close()
    return ReadPage(width * _MM_PER_POINT, height * _MM_PER_POINT, tuple(drawn))


def _longer(one: Drawn, box: Box, words: str) -> Drawn:
    """Join what was set as one, and came as several texts."""
    whole = Box(
        min(one.box.left, box.left), min(one.box.bottom, box.bottom),
        max(one.box.right, box.right), max(one.box.top, box.top),
    )  # fmt: skip
    return replace(one, box=whole, words=f"{one.words}{words}")


def _item(raw: Any, thing: Any) -> tuple[str, int]:
    """Give the name that a thing was drawn under, and a number that tells one mark from the others."""
    count = raw.FPDFPageObj_CountMarks(thing)
    if count < 1:
        return "", 0
    mark = raw.FPDFPageObj_GetMark(thing, count - 1)
    size = ctypes.c_ulong()
    raw.FPDFPageObjMark_GetName(mark, None, 0, size)
    buffer = (ctypes.c_ushort * (size.value // 2))()
    raw.FPDFPageObjMark_GetName(mark, buffer, size, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0"), _address(mark)


def _words_by_object(raw: Any, text_page: Any) -> dict[int, str]:
    """Give the letters of each text of a page as they were set, by its address.

    PDFium adds spaces and line breaks of its own where it takes texts for words apart, such as where letters
    of another part of the font follow: those are left out.
    """
    letters: dict[int, list[str]] = {}
    for at in range(raw.FPDFText_CountChars(text_page)):
        if raw.FPDFText_IsGenerated(text_page, at) != 1:
            whose = _address(raw.FPDFText_GetTextObject(text_page, at))
            letters.setdefault(whose, []).append(chr(raw.FPDFText_GetUnicode(text_page, at)))
    return {whose: "".join(each) for whose, each in letters.items()}


def _address(thing: Any) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def _box(raw: Any, thing: Any) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    return Box(*(_MM_PER_POINT * side.value for side in (left, bottom, right, top)))


def _path_ink(raw: Any, thing: Any) -> float:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing, fill, stroke)
    return _ink(raw, thing, "Fill" if fill.value else "Stroke")


def _ink(raw: Any, thing: Any, part: str) -> float:
    """Give how light a colour looks in grey (Rec. 601)."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    getattr(raw, f"FPDFPageObj_Get{part}Color")(thing, red, green, blue, alpha)
    return (0.299 * red.value + 0.587 * green.value + 0.114 * blue.value) / 255.0


def _paths(raw: Any, thing: Any) -> Iterator[Floats]:
    """Give the paths of a thing in millimetres; its own matrix holds the scale of the page."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for number in range(raw.FPDFPath_CountSegments(thing)):
        segment = raw.FPDFPath_GetPathSegment(thing, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == _MOVE and points:
            yield _placed(points, matrix)
            points = []
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield _placed(points, matrix)


def _placed(points: list[tuple[float, float]], matrix: Any) -> Floats:
    xy = np.array(points)
    turned = np.array([[matrix.a, matrix.b], [matrix.c, matrix.d]])
    return np.asarray((xy @ turned + np.array([matrix.e, matrix.f])) * _MM_PER_POINT)
