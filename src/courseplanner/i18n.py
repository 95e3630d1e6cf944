"""All text that a person reads passes through here.

English is the source: a text is an English template with named fields, and a
catalogue of another language maps that template to its own. Domain code makes
`Text` values; they become words only where they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Text", "text"]


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
        return self.template.format_map(self.params)


def text(template: str, /, **params: object) -> Text:
    """Make a `Text` of an English template and what its fields stand for."""
    return Text(template, params)
