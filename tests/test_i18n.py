"""Texts for people: templates with fields, put into words only where they are shown."""

from __future__ import annotations

import pytest

from courseplanner.i18n import Text, text


def test_fields_are_filled_in_as_they_ask() -> None:
    assert str(text("{count} villages in {length:.1f} km", count=8, length=22.449)) == "8 villages in 22.4 km"


def test_a_text_may_hold_texts() -> None:
    inner = text("{n} m", n=5)

    assert str(text("{what} too far", what=inner)) == "5 m too far"


def test_the_template_and_its_fields_stay_apart_for_other_languages() -> None:
    words = text("{name} is no place", name="{Vaduz}")

    assert (words.template, words.params) == ("{name} is no place", {"name": "{Vaduz}"})
    assert str(words) == "{Vaduz} is no place"
    assert words == Text("{name} is no place", {"name": "{Vaduz}"})


def test_a_field_may_be_called_template() -> None:
    assert str(text("{template}", template=1)) == "1"


def test_a_field_without_a_value_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        str(text("{name}"))
