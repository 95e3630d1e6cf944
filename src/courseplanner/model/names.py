"""Names of places and roads in up to three languages, and how they are matched."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

__all__ = ["Names", "folded"]


def folded(name: str) -> str:
    """Fold a name for matching: without case, accents and surplus blanks."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.split())


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one thing, as tagged; `None` where the tag is missing.

    Parameters
    ----------
    name : str or None
        `name`, in the local language.
    zh : str or None
        `name:zh`.
    en : str or None
        `name:en`.
    """

    name: str | None = None
    zh: str | None = None
    en: str | None = None

    def __bool__(self) -> bool:
        return any(self.all)

    @property
    def all(self) -> tuple[str, ...]:
        """All names that are there, the local one first."""
        return tuple(name for name in (self.name, self.zh, self.en) if name)

    @property
    def shown(self) -> str:
        """The name to show: the local one, else any; empty where there is none."""
        return next(iter(self.all), "")
