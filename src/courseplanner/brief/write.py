"""Writes a draft as TOML: what was not changed stays as it was written, comments and all."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from courseplanner.base.atomic_files import write_file
from courseplanner.base.errors import OutputError
from courseplanner.base.i18n import text
from courseplanner.brief.check import is_area_file, is_rules_file, is_track_file
from courseplanner.brief.draft import Draft, with_value
from courseplanner.brief.problem import TABLES
from courseplanner.brief.read import plain_text
from courseplanner.brief.toml_edit import edited, written
from courseplanner.brief.values import same, without_empty

__all__ = ["brief_text", "save_draft"]

_ORDER = {table: tuple(model.model_fields) for table, model in TABLES.items()}

_FILES: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    *(("region", key, bool) for key in ("osm", "elevation", "weather", "air", "places")),
    ("course", "avoid", is_area_file),
    ("course", "keep", is_track_file),
    ("event", "rules", is_rules_file),
)
"""The keys that name files, and which of their entries are names of files."""


def brief_text(draft: Draft) -> str:
    """Give the text of the file of a draft.

    It is the text that was read, with only the values changed that are others now. A new
    draft, and one written in a way that can't be edited, gets a clean text.

    Raises
    ------
    ValueError
        If a value can't be written as TOML.
    """
    if draft.source is None:
        return written(draft.data, _ORDER)
    if not draft.is_dirty:
        return draft.source
    changed = edited(draft.source, draft.data, _ORDER)
    return written(draft.data, _ORDER) if changed is None else changed


def save_draft(draft: Draft, path: Path) -> Draft:
    """Write a draft to a file, whole or not at all.

    Names of files are changed where the folder differs, so that they still name the
    same files.

    Returns
    -------
    Draft
        The one that the file now holds.

    Raises
    ------
    OutputError
        If the file can't be written; what was there before is still there then.
    """
    folder = _folder_of(path)
    moved = _moved(draft, folder)
    try:
        source = brief_text(moved)
        content, data = source.encode(), _read_back(source, moved)
    except ValueError as error:
        raise OutputError(
            str(path),
            text("the brief holds something that can't be written as TOML"),
            text("remove the characters that are shown as broken"),
        ) from error
    write_file(path, content)
    return replace(moved, path=path, folder=folder, source=source, saved=data)


def _read_back(source: str, draft: Draft) -> dict[str, object]:
    """Read what is to be written: nothing goes to disk that would come back as something else."""
    data = tomllib.loads(plain_text(source))
    if not same(without_empty(data, TABLES), draft.data):
        raise ValueError(source)
    return data


def _folder_of(path: Path) -> Path:
    try:
        return Path(os.path.realpath(path)).parent
    except ValueError:  # no name of a file, as will be reported when it is to be written
        return path.parent


def _moved(draft: Draft, folder: Path) -> Draft:
    """Give the draft as it names the same files from another folder."""
    if folder == draft.folder:
        return draft
    moved = draft
    for table, key, names_file in _FILES:
        value = draft.tables[table].get(key)
        entries = value if isinstance(value, list) else [value]
        new = [
            _renamed(entry, draft.folder, folder) if isinstance(entry, str) and names_file(entry) else entry
            for entry in entries
        ]
        moved = with_value(moved, table, key, new if isinstance(value, list) else new[0])
    return moved


def _renamed(entry: str, old: Path, new: Path) -> str:
    """Give the name from another folder: relative where the file lies in it or beside it, else absolute."""
    if Path(entry).is_absolute() or "\0" in entry:
        return entry
    try:
        target = (old / entry).resolve()
    except (OSError, RuntimeError):  # no name of a file, or links that lead in a circle
        return entry
    try:
        relative = Path(os.path.relpath(old / entry, new))
    except ValueError:  # on another drive
        return target.as_posix()
    # Where links lead elsewhere, the way back up differs from what the names say.
    near = relative.parts[:2] != ("..", "..") and (new / relative).resolve() == target
    return (relative if near else target).as_posix()
