"""In which languages a sheet speaks: one, or two side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from courseplanner.base.i18n import Language, Text

__all__ = ["Speech"]


@dataclass(frozen=True, slots=True)
class Speech:
    """Says texts in the languages of a sheet."""

    languages: tuple[Language, ...] = (Language.ENGLISH,)

    def say(self, words: Text) -> str:
        """Say a text in all languages, those that say the same once."""
        return " / ".join(dict.fromkeys(words.said_in(language) for language in self.languages))

    def lines(self, words: Text | None) -> list[str]:
        """Say a text in each language, on a line of its own."""
        return [] if words is None else list(dict.fromkeys(map(words.said_in, self.languages)))

    def all(self, many: Sequence[Text], between: str = ", ") -> str:
        """Say several texts in a row, one language after the other."""
        said = (between.join(words.said_in(language) for words in many) for language in self.languages)
        return " / ".join(dict.fromkeys(said))
