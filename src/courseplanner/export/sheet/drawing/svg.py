"""Writes a page as SVG, and as PNG."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

from courseplanner.export.sheet.drawing.drawing_ops import Area, Clip, Label, Page, Stroke
from courseplanner.export.sheet.drawing.pdf import pdf_bytes

__all__ = ["png_bytes", "svg_bytes"]

_FACES = "'Noto Sans CJK SC','Noto Sans SC','Noto Sans','Microsoft YaHei','PingFang SC',sans-serif"
_BOLD = 600
_DOTS_PER_MM = 8.0
"""Some 200 dots to the inch."""


def svg_bytes(page: Page, title: str) -> bytes:
    """Write a page as SVG: vectors, and words as words.

    Parameters
    ----------
    page : Page
    title : str
        Said by screen readers.
    """
    paper = page.paper
    width, height = f"{paper.width_mm:g}", f"{paper.height_mm:g}"
    size = f'width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{_FACES}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *_drawn(page),
        "</svg>",
    ]
    return ("\n".join(parts) + "\n").encode()


def _drawn(page: Page) -> Iterator[str]:
    height = page.paper.height_mm
    clips = 0
    for drawn in page.drawn:
        if isinstance(drawn, Stroke):
            dashes = ",".join(f"{part:g}" for part in drawn.dashes_mm)
            dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
            cap = "round" if drawn.has_round_ends else "butt"
            yield (
                f'<path d="{_path(drawn.paths, height)}" fill="none" stroke="{drawn.colour}" '
                f'stroke-width="{drawn.width_mm:g}" stroke-linecap="{cap}" stroke-linejoin="round"{dashed}/>'
            )
        elif isinstance(drawn, Area):
            rim = f' stroke="{drawn.rim}" stroke-width="{drawn.rim_mm:g}"' if drawn.rim_mm > 0.0 else ""
            yield f'<path d="{_path(drawn.paths, height, closed=True)}" fill="{drawn.colour}"{rim}/>'
        elif isinstance(drawn, Label):
            yield _words(drawn, height)
        elif isinstance(drawn, Clip):
            if drawn.box is None:
                yield "</g>"
                continue
            clips += 1
            box = drawn.box
            yield (
                f'<clipPath id="w{clips}"><rect x="{box.left:g}" y="{height - box.top:g}" '
                f'width="{box.width:g}" height="{box.height:g}"/></clipPath><g clip-path="url(#w{clips})">'
            )


def _path(paths: Sequence[NDArray[np.float64]], height: float, *, closed: bool = False) -> str:
    end = "Z" if closed else ""
    return "".join("M" + "L".join(f"{x:.3f},{height - y:.3f}" for x, y in path) + end for path in paths)


def _words(words: Label, height: float) -> str:
    anchor = {"left": "start", "middle": "middle", "right": "end"}[words.align]
    x, y = f"{words.x:.3f}", f"{height - words.y:.3f}"
    turned = f' transform="rotate({-words.angle_deg:g} {x} {y})"' if words.angle_deg else ""
    weight = f' font-weight="{_BOLD}"' if words.is_bold else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{words.size_mm:g}" fill="{words.colour}" '
        f'text-anchor="{anchor}"{weight}{turned}>{escape(words.words)}</text>'
    )


def png_bytes(page: Page) -> bytes:
    """Write a page as PNG."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf_bytes([page], "", ""))
    try:
        # A point is 1/72 of an inch, and the scale counts dots a point.
        picture = document[0].render(scale=_DOTS_PER_MM * 25.4 / 72.0).to_pil()
        made = io.BytesIO()
        picture.save(made, format="PNG", optimize=True)
        return made.getvalue()
    finally:
        document.close()
