"""The typeface: what it holds, what it leaves out, and that it comes the same each time."""

from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.export.sheet.drawing.drawing_ops import fitted
from courseplanner.export.sheet.drawing.face import NO_LETTER, face


@pytest.mark.parametrize(
    ("words", "clean"),
    [
        ("Brückenstraße", "Brückenstraße"),
        ("万峰林 – 纳灰村", "万峰林 – 纳灰村"),
        ("one\ntwo\tthree  four", "one two three four"),
        ("a\u202eb\u200dc", "abc"),
        ("🏃", NO_LETTER),
        ("e\u0301", "é"),
        ("\ud800x", "x"),
        ("", ""),
    ],
)
def test_words_are_set_in_letters_that_there_are(words: str, clean: str) -> None:
    assert face().clean(words) == clean


@given(st.text(max_size=60))
def test_whatever_is_written_can_be_set(words: str) -> None:
    clean = face().clean(words)
    assert face().width_mm(clean, 2.0) >= 0.0
    assert face().clean(clean) == clean


def test_an_embedded_font_has_outlines_of_its_letters_alone() -> None:
    letters = frozenset("Aé万峰 ")
    font = TTFont(io.BytesIO(face().embedded(letters)[1]))
    assert {chr(code) for code in font.getBestCmap()} == letters
    for letter in "Aé万峰":
        assert font["glyf"][font.getBestCmap()[ord(letter)]].numberOfContours > 0
        width = font["hmtx"][font.getBestCmap()[ord(letter)]][0] / 1000.0
        assert face().width_mm(letter, 1.0) == pytest.approx(width)
    assert face().embedded(letters) == face().embedded(letters)
    assert face().embedded(letters)[0] != face().embedded(letters | {"B"})[0]


def test_each_outline_lies_where_its_side_bearing_says() -> None:
    font = TTFont(io.BytesIO(face().embedded(frozenset("Anjkw 自行车一丨"))[1]))
    bearings = {name: bearing for name, (_, bearing) in font["hmtx"].metrics.items()}
    assert bearings == {name: getattr(font["glyf"][name], "xMin", 0) for name in font.getGlyphOrder()}
    assert len(set(bearings.values())) > 3


@given(st.text(alphabet="abcdef 万峰林iiiiWWWW", min_size=1, max_size=80), st.floats(4.0, 60.0))
def test_words_fit_their_room(words: str, room_mm: float) -> None:
    clean = face().clean(words)
    said, size_mm = fitted(clean, 3.0, room_mm)
    assert face().width_mm(said, size_mm) <= room_mm * 1.001
    assert size_mm >= 3.0 * 0.7 - 1e-9
    assert said == clean or said.endswith("…")
