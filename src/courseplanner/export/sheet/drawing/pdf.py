"""Writes pages as PDF: vectors, the letters that are used, and a name on each item of the checklist."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from courseplanner.export.sheet.drawing.drawing_ops import Area, Clip, Label, Page, Stroke
from courseplanner.export.sheet.drawing.face import face
from courseplanner.export.sheet.drawing.paper import Box

__all__ = ["POINTS_PER_MM", "pdf_bytes"]

Floats = NDArray[np.float64]

POINTS_PER_MM = 72.0 / 25.4
_PARTS_PER_MM = 100
"""Coordinates are whole hundredths of a millimetre: 2,500 dots to the inch."""
_BOLD = 0.022
"""Bold words are drawn with a rim of so much of their size."""


def pdf_bytes(pages: Sequence[Page], title: str, producer: str) -> bytes:
    """Write pages.

    Parameters
    ----------
    pages : sequence of Page
    title, producer : str
        For the document's properties.

    Returns
    -------
    bytes
        The same for the same pages: without the time of day.
    """
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    # Plain bytes instead of letters for them: a fifth smaller, and sooner written.
    rl_config.useA85 = 0
    font = _registered(pages)
    made = io.BytesIO()
    canvas = Canvas(made, pageCompression=1, invariant=1)
    canvas.setTitle(face().clean(title))
    canvas.setCreator(producer)
    for page in pages:
        paper = page.paper
        canvas.setPageSize((paper.width_mm * POINTS_PER_MM, paper.height_mm * POINTS_PER_MM))
        scale = POINTS_PER_MM / _PARTS_PER_MM
        canvas.scale(scale, scale)
        _Writer(canvas, font).write(page)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _registered(pages: Sequence[Page]) -> str:
    """Make a font of all letters on the pages, and give its name."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    letters = frozenset(
        letter for page in pages for drawn in page.drawn if isinstance(drawn, Label) for letter in drawn.words
    ) | {" "}
    name, font = face().embedded(letters)
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, io.BytesIO(font)))
    return name


class _Writer:
    """Writes what is drawn on one page into the stream of its canvas."""

    def __init__(self, canvas: Any, font: str) -> None:
        self._canvas, self._font = canvas, font
        self._item = ""

    def write(self, page: Page) -> None:
        for drawn in page.drawn:
            if isinstance(drawn, Clip):
                self._mark("")
                self._window(drawn.box)
                continue
            if isinstance(drawn, Label):
                # Each under a mark of its own: letters of several parts of the font are several texts.
                self._mark("")
            self._mark(drawn.item)
            if isinstance(drawn, Stroke):
                self._line(drawn)
            elif isinstance(drawn, Area):
                self._area(drawn)
            else:
                self._words(drawn)
        self._mark("")

    def _raw(self, code: str) -> None:
        # The canvas has no call for marked content, nor for many paths at once.
        self._canvas._code.append(code)  # noqa: SLF001

    def _mark(self, item: str) -> None:
        if item == self._item:
            return
        if self._item:
            self._raw("EMC")
        if item:
            self._raw(f"/{item} BMC")
        self._item = item

    def _window(self, box: Box | None) -> None:
        if box is None:
            self._raw("Q")
            return
        left, bottom, width, height = (
            round(_PARTS_PER_MM * side) for side in (box.left, box.bottom, box.width, box.height)
        )
        self._raw(f"q {left} {bottom} {width} {height} re W n")

    def _line(self, line: Stroke) -> None:
        dashes = " ".join(str(round(_PARTS_PER_MM * part)) for part in line.dashes_mm)
        cap = 1 if line.has_round_ends else 0
        self._raw(
            f"{_colour(line.colour)} RG {_PARTS_PER_MM * line.width_mm:.1f} w {cap} J 1 j [{dashes}] 0 d"
        )
        self._raw(" S ".join(_paths(line.paths)) + " S")

    def _area(self, area: Area) -> None:
        paths = " h ".join(_paths(area.paths)) + " h"
        self._raw(f"{_colour(area.colour)} rg")
        if area.rim_mm > 0.0:
            self._raw(f"{_colour(area.rim)} RG {_PARTS_PER_MM * area.rim_mm:.1f} w 0 J 0 j [] 0 d {paths} B")
        else:
            self._raw(f"{paths} f")

    def _words(self, words: Label) -> None:
        size = words.size_mm * _PARTS_PER_MM
        back_mm = words.back_mm
        turn = np.radians(words.angle_deg)
        cos, sin = float(np.cos(turn)), float(np.sin(turn))
        x, y = words.x - back_mm * cos, words.y - back_mm * sin
        self._raw(
            f"{_colour(words.colour)} rg {_colour(words.colour)} RG {_BOLD * size:.1f} w 1 J 1 j [] 0 d"
        )
        made = self._canvas.beginText()
        made.setFont(self._font, size)
        # The canvas does not know that windows take back what was set in them: each text says it again.
        made._code.append(f"{2 if words.is_bold else 0} Tr")  # noqa: SLF001
        made.setTextTransform(cos, sin, -sin, cos, round(x * _PARTS_PER_MM), round(y * _PARTS_PER_MM))
        made.textOut(words.words)
        self._canvas.drawText(made)


def _colour(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) / 255.0 for at in (1, 3, 5))
    return " ".join(f"{part:.3g}" for part in parts)


def _paths(paths: Sequence[Floats]) -> list[str]:
    """Give paths as operators, in whole parts of a millimetre and without points that fall together."""
    if not paths:
        return []
    whole = np.rint(np.vstack(paths) * _PARTS_PER_MM).astype(np.int64)
    ends = np.cumsum([len(path) for path in paths])
    begins = np.concatenate(([0], ends[:-1]))
    keeps = np.ones(len(whole), dtype=np.bool_)
    keeps[1:] = (whole[1:] != whole[:-1]).any(axis=1)
    keeps[begins] = keeps[ends - 1] = True
    points = [f"{x} {y}" for x, y in whole[keeps].tolist()]
    kept = np.concatenate(([0], np.cumsum(keeps)))
    spans = zip(kept[begins].tolist(), kept[ends].tolist(), strict=True)
    return [
        f"{points[at]} m {' l '.join(points[at + 1 : to])} l" if to - at > 1 else f"{points[at]} m"
        for at, to in spans
    ]
