"""What another shape of the course asks of the keys that belong to one shape only; without Qt."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping

from courseplanner.ui.panels.brief.fields.fields import FIELDS

__all__ = ["changes_with_shape"]

_TO_BEGIN_WITH: dict[str, object] = {"laps": 2}


def changes_with_shape(
    shape: str, course: Mapping[str, object], aside: MutableMapping[str, object]
) -> list[tuple[str, object]]:
    """Give the keys of `[course]` that change with its shape.

    Parameters
    ----------
    shape : str
        The shape that was chosen.
    course : mapping
        The table as it stands.
    aside : mutable mapping
        Values that an earlier change took out; they come back with their shape.

    Returns
    -------
    list of (str, object)
        Keys and their new values, the shape among them; `None` takes a key out.
    """
    out: list[tuple[str, object]] = []
    back: list[tuple[str, object]] = []
    for field in FIELDS:
        if field.table != "course" or not field.shapes:
            continue
        value = course.get(field.key)
        if shape not in field.shapes and value is not None:
            aside[field.key] = value
            out.append((field.key, None))
        elif shape in field.shapes and value is None:
            wanted = aside.get(field.key, _TO_BEGIN_WITH.get(field.key))
            if wanted is not None:
                back.append((field.key, wanted))
    return [*out, ("shape", shape), *back]
