"""Reads the rule book and the rule sets: those of the program, and a user's own."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from courseplanner.base.assets import resource
from courseplanner.base.errors import RulesError
from courseplanner.base.i18n import text
from courseplanner.brief.toml_text import TomlText, load_toml_text
from courseplanner.model.brief.brief import RULE_SETS, nearest_of, shown
from courseplanner.model.rulebook.rulebook import Rule, RuleSet
from courseplanner.rules.book.rule_fields import RuleTable, refuse_unknown

__all__ = ["read_book", "read_rule_set"]

_KEYS = ("schema", "title", "title_zh", "extends", "hold", "leave_out", "constant_of_day", "rules")
_CONSTANTS = ("average", "larger")


@cache
def read_book() -> Mapping[str, Rule]:
    """Give every rule that there is, by its id.

    Raises
    ------
    RulesError
        If the data of the program is broken.
    """
    source = _rules_text(resource("rules", "book.toml"))
    tables = _tables(source)
    return MappingProxyType(
        {rule: RuleTable(source, rule, fields).whole() for rule, fields in tables.items()}
    )


def read_rule_set(rules: str) -> RuleSet:
    """Read the rules that hold for a race.

    Parameters
    ----------
    rules : str
        A word of `RULE_SETS`, or the path of a file ending in `.toml`, as a brief gives it.

    Raises
    ------
    RulesError
        If there is no such set, the file can't be read, or something in it is wrong: with the
        file, the line and the fix.
    """
    if rules in RULE_SETS:
        return _own_set(rules)
    if not rules.endswith(".toml"):
        raise RulesError(
            shown(rules),
            text("there is no such rule set"),
            nearest_of(rules, list(RULE_SETS), "or a file ending in .toml"),
        )
    path = Path(rules)
    return _read_set(path.name, _rules_text(path))


@cache
def _own_set(name: str) -> RuleSet:
    return _read_set(name, _rules_text(resource("rules", f"{name}.toml")))


def _rules_text(path: Path) -> TomlText:
    return load_toml_text(path, RulesError, text("rules"))


def _read_set(name: str, source: TomlText) -> RuleSet:
    _check_top(source)
    title = _string(source, "title", name)
    held = dict(_extended(source))
    for rule_id in _ids(source, "hold"):
        held.setdefault(rule_id, read_book()[rule_id])
    for rule_id in _ids(source, "leave_out"):
        held.pop(rule_id, None)
    for rule_id, fields in _tables(source).items():
        _known(source, f"rules.{rule_id}", "", rule_id)
        rule = held.get(rule_id, read_book()[rule_id])
        held[rule_id] = RuleTable(source, rule_id, fields).changed(rule, title)
    rules = tuple(held[rule_id] for rule_id in read_book() if rule_id in held)
    return RuleSet(name, title, _string(source, "title_zh", title), rules, _takes_larger(source))


def _takes_larger(source: TomlText) -> bool:
    """Tell which constant of the day a set takes; one that says nothing takes that of the set it extends."""
    if "constant_of_day" not in source.data:
        name = source.data.get("extends")
        return name is not None and _own_set(name).takes_larger_constant
    word = source.data["constant_of_day"]
    if word not in _CONSTANTS:
        problem = text("{word} is not known here", word=shown(word))
        source.refuse("", "constant_of_day", problem, nearest_of(shown(word), list(_CONSTANTS)))
    return bool(word == "larger")


def _check_top(source: TomlText) -> None:
    refuse_unknown(source, "", list(source.data), _KEYS)
    if source.data.get("schema") != 1 or isinstance(source.data["schema"], bool):
        source.refuse("", "schema", text("schema is not 1"), text("write schema = 1 at the top"))
    if not any(key in source.data for key in ("extends", "hold", "rules")):
        source.refuse(
            "", "", text("no rule holds"), text('write extends = "world-athletics", or hold = ["RULE"]')
        )


def _extended(source: TomlText) -> Mapping[str, Rule]:
    if "extends" not in source.data:
        return {}
    name = source.data["extends"]
    if name not in RULE_SETS:
        source.refuse(
            "",
            "extends",
            text("there is no rule set {name} to extend", name=shown(name)),
            nearest_of(shown(name), list(RULE_SETS)),
        )
    return {rule.id: rule for rule in _own_set(name).rules}


def _ids(source: TomlText, key: str) -> list[str]:
    ids = source.data.get(key, [])
    if not isinstance(ids, list):
        source.refuse("", key, text("it is not a list"), text('write a list of rules: ["SEP-WA"]'))
    for rule_id in ids:
        _known(source, "", key, rule_id)
    return ids


def _known(source: TomlText, table: str, key: str, rule_id: object) -> None:
    """Refuse an id that the book does not have, with the nearest one that it has."""
    if isinstance(rule_id, str) and rule_id in read_book():
        return
    known = list(read_book())
    close = difflib.get_close_matches(shown(rule_id).upper(), known, n=1, cutoff=0.5)
    fix = (
        text("did you mean {nearest}?", nearest=close[0])
        if close
        else text("use one of {known}", known=", ".join(known))
    )
    source.refuse(table, key, text("there is no rule {rule}", rule=shown(rule_id)), fix)


def _tables(source: TomlText) -> dict[str, dict[str, Any]]:
    tables = source.data.get("rules", {})
    if not isinstance(tables, dict):
        source.refuse(
            "", "rules", text("it is not a table"), text("write [rules.RULE] and what changes below")
        )
    for rule_id, fields in tables.items():
        if not isinstance(fields, dict):
            source.refuse(
                "rules", rule_id, text("it is not a table"), text("write [rules.{rule}]", rule=shown(rule_id))
            )
    return tables


def _string(source: TomlText, key: str, otherwise: str) -> str:
    value = source.data.get(key, otherwise)
    if not isinstance(value, str) or not value.strip():
        source.refuse("", key, text("it is not text"), text("write it in quotes"))
    return str(value)
