"""All text that a person reads passes through here.

English is the source: a text is an English template with named fields, and a
catalogue of another language maps that template to its own. Domain code makes
`Text` values; they become words only where they are shown.
"""

from __future__ import annotations

import json
import string
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from courseplanner.base import assets

__all__ = ["Language", "Text", "text"]


class Language(StrEnum):
    """Languages that a text can be said in."""

    ENGLISH = "en"
    CHINESE = "zh"
    """Simplified characters."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text for a person, not yet in any language.

    Parameters
    ----------
    template : str
        The English source, with fields in braces as `str.format` takes them.
    params : mapping of str to object
        What the fields stand for. A value may itself be a `Text`.
    """

    template: str
    params: Mapping[str, object]

    def __str__(self) -> str:
        return _filled(self.template, self.params)

    def said_in(self, language: Language) -> str:
        """Say it in a language, with all texts in it; in English where the catalogue does not have it."""
        if language is Language.ENGLISH:
            return str(self)
        template = _catalogue(language).get(self.template, self.template)
        return _filled(
            template,
            {
                name: value.said_in(language) if isinstance(value, Text) else value
                for name, value in self.params.items()
            },
        )


def _filled(template: str, params: Mapping[str, object]) -> str:
    if any(isinstance(value, float) and -1.0 < value <= 0.0 for value in params.values()):
        return _WITHOUT_MINUS_ZERO.vformat(template, (), params)
    return template.format_map(params)


class _WithoutMinusZero(string.Formatter):
    """Writes what rounds to nothing without a minus sign."""

    def format_field(self, value: Any, format_spec: str) -> str:
        words: str = format(value, format_spec)
        is_nothing = isinstance(value, float) and not words.strip("+-0. ")
        return format(0.0, format_spec) if is_nothing else words


_WITHOUT_MINUS_ZERO = _WithoutMinusZero()


def text(template: str, /, **params: object) -> Text:
    """Make a `Text` of an English template and what its fields stand for."""
    return Text(template, params)


@cache
def _catalogue(language: Language) -> Mapping[str, str]:
    """Read what the templates are in a language."""
    file = assets.resource("translations", f"{language}.json")
    held: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return held
