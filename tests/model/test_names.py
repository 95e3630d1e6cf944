"""Names and how they are folded for matching."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.model.names import Names, folded


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Vaduz", "vaduz"),
        ("MALBÜN", "malbun"),
        ("Große  Straße ", "grosse strasse"),
        ("Orihuela\tdel\nTremedal", "orihuela del tremedal"),
        ("Sant Julià de Lòria", "sant julia de loria"),
        ("\uff38ingyi", "xingyi"),
        ("İstanbul", "istanbul"),
        ("万峰林", "万峰林"),
        ("", ""),
    ],
)
def test_case_accents_and_blanks_do_not_count(name: str, key: str) -> None:
    assert folded(name) == key


@given(st.text())
def test_however_a_name_is_encoded_it_folds_to_the_same(name: str) -> None:
    keys = {folded(unicodedata.normalize(form, name)) for form in ("NFC", "NFD", "NFKC", "NFKD")}

    assert keys == {folded(name)}
    assert folded(f"  {name} ") == folded(name)


# The dotless i of Turkish is a letter of its own, but its capital is that of the other i.
@given(st.text(alphabet=st.characters(max_codepoint=0x24F, exclude_characters="\u0131")))
def test_capitals_fold_as_small_letters_do(name: str) -> None:
    assert folded(name.upper()) == folded(name.lower()) == folded(name)


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)


def test_names_that_are_missing_are_left_out() -> None:
    names = Names(None, "兴义", "Xingyi")

    assert names.all == ("兴义", "Xingyi")
    assert names.shown == "兴义"
    assert names


def test_a_thing_without_a_name_is_false_and_shows_nothing() -> None:
    for names in (Names(), Names("", None, "")):
        assert not names
        assert names.all == ()
        assert names.shown == ""


def test_the_local_name_is_shown() -> None:
    assert Names("Vaduz", "瓦杜兹", "Vaduz town").shown == "Vaduz"
