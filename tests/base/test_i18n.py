"""Texts for people: templates with fields, put into words only where they are shown."""

from __future__ import annotations

import json
import string

import pytest

from courseplanner.base import assets
from courseplanner.base.i18n import Language, Text, text


def test_fields_are_filled_in_as_they_ask() -> None:
    assert str(text("{count} villages in {length:.1f} km", count=8, length=22.449)) == "8 villages in 22.4 km"


def test_a_text_may_hold_texts() -> None:
    inner = text("{n} m", n=5)

    assert str(text("{what} too far", what=inner)) == "5 m too far"


def test_what_rounds_to_nothing_has_no_minus_sign() -> None:
    words = text("{n:.1f} | {m:+.0f} | {k:.2f} | {far:.1f}", n=-0.04, m=-0.4, k=-0.0, far=-0.06)

    assert str(words) == "0.0 | +0 | 0.00 | -0.1"
    assert words.said_in(Language.CHINESE) == str(words)


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


# Other languages


def test_a_text_and_the_texts_in_it_are_said_in_chinese() -> None:
    road = text("a path without a name")
    assert text("Turn left onto {road}", road=road).said_in(Language.CHINESE) == "左转进入无名小路"
    assert text("Turn left onto {road}", road=road).said_in(Language.ENGLISH) == (
        "Turn left onto a path without a name"
    )


def test_what_is_not_translated_is_said_in_english() -> None:
    words = text("{n} geese at {place}", n=3, place=text("the bridge"))
    assert words.said_in(Language.CHINESE) == "3 geese at 桥"


@pytest.mark.parametrize("language", [one for one in Language if one is not Language.ENGLISH])
def test_a_translation_has_the_fields_of_its_template(language: Language) -> None:
    held = json.loads(assets.resource("translations", f"{language}.json").read_text(encoding="utf-8"))
    assert list(held) == sorted(held)
    for template, translation in held.items():
        fields, translated = (
            sorted((name, form) for _, name, form, _ in string.Formatter().parse(words) if name is not None)
            for words in (template, translation)
        )
        assert translated == fields, template
