"""A draft: a brief as it is being written, right or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from courseplanner.brief.check import check_brief, check_sources
from courseplanner.brief.problem import TABLES
from courseplanner.brief.read import BriefProblem, load_toml
from courseplanner.brief.values import same, without_empty
from courseplanner.model.brief.brief import Brief, Sources

__all__ = ["Draft", "judged", "new_draft", "read_draft", "sources_of", "with_value"]


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A brief as it is being written; its values may be wrong.

    Parameters
    ----------
    tables : mapping of str to mapping of str to object
        Every table of a brief (empty where it has no key) with the values as TOML gives them.
    rest : mapping of str to object
        What else stands at the top of the file: `schema`, keys that are not known, and what
        bears the name of a table but is none.
    folder : Path
        The folder from which file names that are not absolute count.
    path : Path or None
        Where it was read from or saved; `None` for one that never was saved.
    source : str or None
        The text of the file; `None` for one that never was saved.
    saved : mapping of str to object
        The data of the file, or those that a new draft began with.
    """

    tables: Mapping[str, Mapping[str, object]]
    rest: Mapping[str, object]
    folder: Path
    path: Path | None
    source: str | None
    saved: Mapping[str, object]

    @property
    def data(self) -> dict[str, object]:
        """What its file means: all that it holds, without tables that have no key."""
        tables = {table: dict(keys) for table, keys in self.tables.items() if keys}
        return {**tables, **self.rest}

    @property
    def is_dirty(self) -> bool:
        """Whether it differs from when it was saved, read or begun."""
        return not same(self.data, without_empty(self.saved, TABLES))

    @property
    def place(self) -> Path:
        """The file that messages name: its own, or one that could be."""
        return self.path or self.folder / "untitled.toml"


def new_draft(osm: Path | None = None) -> Draft:
    """Begin a brief: a half marathon in a loop, on the roads of an OSM file where one is given."""
    data: dict[str, object] = {"schema": 1, "event": {"distance": "half-marathon"}}
    if osm is not None:
        data["region"] = {"osm": [osm.absolute().as_posix()]}
    data["course"] = {"shape": "loop"}
    folder = Path.cwd() if osm is None else osm.absolute().parent
    return _draft(data, folder, None, None)


def read_draft(path: Path) -> Draft:
    """Read a brief, right or wrong.

    Raises
    ------
    BriefError
        Only if the file can't be read or is no TOML.
    """
    source, data = load_toml(path)
    return _draft(data, path.resolve().parent, path, source)


def _draft(data: Mapping[str, object], folder: Path, path: Path | None, source: str | None) -> Draft:
    tables: dict[str, Mapping[str, object]] = {}
    rest = dict(data)
    for table in TABLES:
        held = rest.get(table)
        tables[table] = dict(held) if isinstance(held, dict) else {}
        if isinstance(held, dict):
            del rest[table]
    return Draft(tables, rest, folder, path, source, data)


def with_value(draft: Draft, table: str, key: str, value: object) -> Draft:
    """Give the draft with another value.

    Parameters
    ----------
    draft : Draft
    table : str
        One of the tables of a brief, or `""` for the top of the file.
    key : str
    value : object
        As TOML has it, right or wrong; `None` leaves the key out.

    Returns
    -------
    Draft
        `draft` itself where nothing changed.
    """
    value = _as_toml(value)
    before = draft.tables[table] if table else draft.rest
    if same(before.get(key), value):
        return draft
    after = dict(before)
    if value is None:
        del after[key]
    else:
        after[key] = value  # where it stood, or at the end
    if not table:
        return replace(draft, rest=after)
    rest = {name: held for name, held in draft.rest.items() if name != table}
    return replace(draft, tables={**draft.tables, table: after}, rest=rest)


def _as_toml(value: object) -> object:
    """Give a value of its own: lists and tables could be changed behind the back of the draft."""
    if isinstance(value, Mapping):
        return {key: _as_toml(held) for key, held in value.items()}
    return [_as_toml(entry) for entry in value] if isinstance(value, list | tuple) else value


def judged(draft: Draft) -> tuple[Brief | None, tuple[BriefProblem, ...]]:
    """Give the brief that a draft stands for, or everything that is wrong in it.

    What is missing is reported of a key, never of a whole table.
    """
    missing = {table: keys for table, keys in draft.tables.items() if table not in draft.rest}
    return check_brief({**draft.rest, **missing}, draft.place)


def sources_of(draft: Draft) -> Sources | None:
    """Give the sources of its region, whatever else is wrong in it; `None` where they are wrong."""
    return None if "region" in draft.rest else check_sources(draft.tables["region"], draft.place)
