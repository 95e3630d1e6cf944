"""Changes values in a TOML text and leaves everything else in it as it was written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array, Comment, Item, Key, SingleKey, Table, Whitespace

from courseplanner.brief.read import plain_text
from courseplanner.brief.values import same, without_empty

__all__ = ["edited", "written"]

Data = Mapping[str, object]
Order = Mapping[str, Sequence[str]]
Body = list[tuple[Key | None, Item]]


def written(data: Data, order: Order) -> str:
    """Write data as a clean TOML text.

    Parameters
    ----------
    data : mapping of str to object
        As `tomllib` gives it.
    order : mapping of str to sequence of str
        The tables that get a head of their own, and their keys, as they are to follow each
        other; keys that it does not name come last.

    Raises
    ------
    ValueError
        If a value can't be written as TOML.
    """
    tables = _tables(data, order)
    parts = ["".join(_line(key, value) for key, value in data.items() if key not in tables)]
    for name, held in tables.items():
        parts.append(f"[{name}]\n" + "".join(_line(key, held[key]) for key in _ordered(held, order[name])))
    return "\n".join(part for part in parts if part)


def edited(source: str, data: Data, order: Order) -> str | None:
    """Give a TOML text with other data, in which only what changed is written again.

    Parameters
    ----------
    source : str
        Valid TOML.
    data : mapping of str to object
        What the text must hold, but for tables without any key.
    order : mapping of str to sequence of str
        As for `written`. A new key stands behind those that it follows.

    Returns
    -------
    str or None
        `None` where the text is written in a way that can't be edited.
    """
    plain = plain_text(source)
    try:
        document = tomlkit.parse(plain)
        before = tomllib.loads(plain)
        # A table that has lost its last key keeps its head, and the comments below.
        _edit(document, before, {**{name: {} for name in _tables(before, order)}, **data}, order)
        text = document.as_string()
        if not same(without_empty(tomllib.loads(text), order), data):
            return None
    # Dotted keys and tables in pieces can trip tomlkit, each in another way.
    except (TOMLKitError, LookupError, ValueError, TypeError, AttributeError, AssertionError):
        return None
    if "\r\n" in source:
        text = text.replace("\n", "\r\n")
    return "\ufeff" + text if source.startswith("\ufeff") else text


def _tables(data: Data, order: Order) -> dict[str, Data]:
    held = ((name, data.get(name)) for name in order)
    return {name: table for name, table in held if isinstance(table, Mapping)}


def _ordered(keys: Iterable[str], order: Sequence[str]) -> list[str]:
    return sorted(keys, key=lambda key: _rank(key, order))


def _rank(key: str, order: Sequence[str]) -> int:
    return order.index(key) if key in order else len(order)


def _edit(document: tomlkit.TOMLDocument, before: Data, data: Data, order: Order) -> None:
    old, new = _tables(before, order), _tables(data, order)
    for key, value in before.items():
        if key not in data or (key in new and key not in old):
            document.remove(key)
        elif key in new:
            _edit_table(document[key], old[key], new[key], order[key])
        elif not same(value, data[key]):
            document[key] = _item(data[key])
    # What is put between the lines comes last: tomlkit finds nothing by its name any more then.
    for key, value in data.items():
        if key not in before and key not in new:
            document.body.insert(0, (SingleKey(key), _item(value)))
    for name, table in new.items():
        if name not in old:
            _insert_table(document, name, table, order)


def _edit_table(table: Any, before: Data, data: Data, order: Sequence[str]) -> None:
    for key, value in before.items():
        if key not in data:
            del table[key]
        elif not same(value, data[key]):
            _replace(table, key, data[key])
    for key in _ordered(data, order):
        if key in before:
            continue
        if isinstance(table, Table) and not table.is_super_table():
            _insert_key(table, key, _item(data[key]), order)
        else:  # written as `event = {…}` or `event.distance = …`
            table[key] = _item(data[key])


def _replace(table: Any, key: str, value: object) -> None:
    held = table[key]
    if isinstance(held, Array) and isinstance(value, list) and "\n" in held.as_string():
        _edit_array(held, value)
        if same(tomllib.loads(f"held = {held.as_string()}")["held"], value):
            return
    table[key] = _item(value)


def _edit_array(array: Array, value: list[object]) -> None:
    """Change a list of several lines entry by entry, for comments may stand among them."""
    old, new = [repr(entry) for entry in array.unwrap()], [repr(entry) for entry in value]
    for _, start, stop, new_start, new_stop in reversed(SequenceMatcher(None, old, new).get_opcodes()):
        if old[start:stop] == new[new_start:new_stop]:
            continue
        kept = min(stop - start, new_stop - new_start)
        for index in range(kept):
            array[start + index] = _item(value[new_start + index])
        for index in reversed(range(start + kept, stop)):
            del array[index]
        for index in range(kept, new_stop - new_start):
            array.insert(start + index, _item(value[new_start + index]))


def _insert_key(table: Table, key: str, item: Item, order: Sequence[str]) -> None:
    body = table.value.body
    behind = _last(body, (known for known in order if _rank(known, order) < _rank(key, order)))
    if key not in order:
        behind = _last(body, None)
    _end_line(table if behind is None else body[behind][1])
    if behind is not None:
        item.trivia.indent = body[behind][1].trivia.indent
    body.insert(0 if behind is None else behind + 1, (SingleKey(key), item))


def _insert_table(document: tomlkit.TOMLDocument, name: str, data: Data, order: Order) -> None:
    table = tomlkit.table()
    for key in _ordered(data, order[name]):
        table.append(key, _item(data[key]))
    names = list(order)
    behind = _last(document.body, names[: names.index(name)])
    before = None if behind is None else document.body[behind][1]
    if behind is None or not isinstance(before, Table) or before.is_super_table():
        document.append(name, table)
        return
    _end_line(before)
    table.trivia.indent = "\n"
    table.value.body.extend(_taken_tail(before.value.body))
    document.body.insert(behind + 1, (SingleKey(name), table))


def _taken_tail(body: Body) -> Body:
    """Take out of a table what is written above the head of the next one: a gap, and comments."""
    start = len(body)
    while start and isinstance(body[start - 1][1], Comment):
        start -= 1
    while start and isinstance(body[start - 1][1], Whitespace):
        start -= 1
    tail = body[start:]
    del body[start:]
    if body:
        _end_line(body[-1][1])
    return tail


def _last(body: Body, names: Iterable[str] | None) -> int | None:
    """Give the last place that has one of these keys, or any key."""
    wanted = None if names is None else set(names)
    found = [
        at for at, (key, _) in enumerate(body) if key is not None and (wanted is None or key.key in wanted)
    ]
    return max(found, default=None)


def _end_line(item: Item) -> None:
    if "\n" not in item.trivia.trail:
        item.trivia.trail += "\n"


def _line(key: str, value: object) -> str:
    return f"{SingleKey(key).as_string()} = {_item(value).as_string()}\n"


def _item(value: object) -> Item:
    """Give a value as it is written on the line of its key."""
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        for key, held in value.items():
            table.append(key, _item(held))
        return table
    if isinstance(value, list):
        array = tomlkit.array()
        for held in value:
            array.append(_item(held))
        return array
    return tomlkit.item(value)
