"""The typeface of sheets: Noto Sans CJK, of which each sheet takes the letters that it needs."""

from __future__ import annotations

import hashlib
import io
import unicodedata
from functools import cache
from typing import Any

from courseplanner.base import assets

__all__ = ["NO_LETTER", "Face", "face"]

_SIMPLIFIED_CHINESE = 2
"""Number of the face in the collection."""
NO_LETTER = "□"
"""Stands for what the typeface has no letter for."""
_UNITS = 1000
_ASCENT, _DESCENT = 0.88, -0.12
_NAME = "NotoSansCJKsc"
# A quadratic outline strays from the drawn cubic by a thousandth of the letter at most.
_MOST_OFF = 1.0


class Face:
    """Letters by their outlines and widths.

    Not for use by several threads at once: the file is read letter by letter.
    """

    def __init__(self) -> None:
        from fontTools.ttLib import TTFont

        content = io.BytesIO(assets.chinese_font().read_bytes())
        self._font: Any = TTFont(content, fontNumber=_SIMPLIFIED_CHINESE, lazy=True)
        self._names: dict[int, str] = self._font.getBestCmap()
        self._glyphs: Any = self._font.getGlyphSet()
        self._width: dict[str, float] = {}
        self._set: dict[str, float] = {}
        self._outlines: dict[str, Any] = {}

    def clean(self, words: str) -> str:
        """Give words in letters that there are: one line, without marks that steer the writing."""
        kept = []
        for letter in unicodedata.normalize("NFC", words):
            kind = unicodedata.category(letter)
            if kind in {"Zs", "Zl", "Zp", "Cc"}:
                kept.append(" ")
            elif kind not in {"Cf", "Cs", "Mn", "Me"} or ord(letter) in self._names:
                kept.append(letter if ord(letter) in self._names else NO_LETTER)
        return " ".join("".join(kept).split())

    def width_mm(self, words: str, size_mm: float) -> float:
        """Give the width of clean words, set with so much from line to line."""
        if words not in self._set:
            self._set[words] = sum(map(self._width_of, words))
        return self._set[words] * size_mm

    def _width_of(self, letter: str) -> float:
        if letter not in self._width:
            self._width[letter] = self._glyphs[self._names[ord(letter)]].width / _UNITS
        return self._width[letter]

    def embedded(self, letters: frozenset[str]) -> tuple[str, bytes]:
        """Give a TrueType font of these letters, and its name: the same for the same letters.

        Other letters make another name, for who writes PDF takes fonts of one name for one.
        """
        from fontTools.fontBuilder import FontBuilder

        digest = hashlib.sha256("".join(sorted(letters)).encode()).hexdigest()
        name = f"{_NAME}-{digest[:16]}"
        by_code = {ord(letter): self._names[ord(letter)] for letter in sorted(letters)}
        glyphs = [".notdef", *dict.fromkeys(by_code.values())]
        outlines = {glyph: self._outline(glyph) for glyph in glyphs}
        builder = FontBuilder(_UNITS, isTTF=True)
        builder.setupGlyphOrder(glyphs)
        builder.setupCharacterMap(by_code)
        builder.setupGlyf(outlines)
        # Readers such as FreeType move each outline until its left edge lies at its side bearing.
        glyf = builder.font["glyf"]
        builder.setupHorizontalMetrics(
            {glyph: (self._glyphs[glyph].width, getattr(glyf[glyph], "xMin", 0)) for glyph in glyphs}
        )
        builder.setupHorizontalHeader(ascent=round(_ASCENT * _UNITS), descent=round(_DESCENT * _UNITS))
        builder.setupNameTable({"familyName": "Noto Sans CJK SC", "styleName": "Regular", "psName": name})
        builder.setupOS2(sTypoAscender=round(_ASCENT * _UNITS), usWinAscent=1160, usWinDescent=320)
        builder.setupPost()
        builder.font["head"].created = builder.font["head"].modified = 0
        builder.font.recalcTimestamp = False
        made = io.BytesIO()
        builder.save(made)
        return name, made.getvalue()

    def _outline(self, glyph: str) -> Any:
        """Give the outline of a letter in quadratic curves, made once."""
        from fontTools.pens.cu2quPen import Cu2QuPen
        from fontTools.pens.ttGlyphPen import TTGlyphPen

        if glyph not in self._outlines:
            pen = TTGlyphPen(None)
            self._glyphs[glyph].draw(Cu2QuPen(pen, _MOST_OFF, reverse_direction=True))
            self._outlines[glyph] = pen.glyph()
        return self._outlines[glyph]


@cache
def face() -> Face:
    """Give the typeface, read once."""
    return Face()
