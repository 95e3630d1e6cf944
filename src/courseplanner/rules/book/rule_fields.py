"""Takes the fields of a rule from TOML one by one; whatever is wrong is refused with its line."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from courseplanner.base.i18n import Text, text
from courseplanner.brief.toml_text import TomlText
from courseplanner.model.brief.brief import nearest_of, shown
from courseplanner.model.rulebook.rulebook import Compare, Input, Purpose, Rule, Severity, Sure

__all__ = ["CHANGES", "RuleTable", "refuse_unknown"]

CHANGES = ("limit", "values", "figures", "severity", "purposes", "authority", "edition", "sure")
"""What a rule set may change in a rule of the book."""

_BOOK_ONLY = (
    "title",
    "title_zh",
    "quantity",
    "compare",
    "unit",
    "needs",
    "advice",
    "advice_zh",
    "method",
    "divides",
)
_LARGEST = 1e9
_Word = TypeVar("_Word", bound=StrEnum)


def refuse_unknown(source: TomlText, table: str, keys: Sequence[str], known: Sequence[str]) -> None:
    """Refuse a table that has a key which is none of the known ones.

    Raises
    ------
    RulesError
        With the nearest right key.
    """
    for key in keys:
        if key not in known:
            source.refuse(table, key, text("unknown key {key}", key=shown(key)), nearest_of(key, list(known)))


class RuleTable:
    """The table of one rule in a file.

    Parameters
    ----------
    source : TomlText
    rule_id : str
    fields : mapping of str to object
    """

    def __init__(self, source: TomlText, rule_id: str, fields: Mapping[str, Any]) -> None:
        self._source = source
        self._table = f"rules.{rule_id}"
        self._id = rule_id
        self._fields = fields

    def whole(self) -> Rule:
        """Read a rule of the book.

        Raises
        ------
        RulesError
        """
        refuse_unknown(self._source, self._table, list(self._fields), [*_BOOK_ONLY, *CHANGES])
        compare = self._word("compare", Compare)
        single = compare in (Compare.AT_MOST, Compare.AT_LEAST, Compare.BELOW)
        several = compare in (Compare.ONE_OF, Compare.BETWEEN, Compare.FLAGS)
        return Rule(
            id=self._id,
            title=self._string("title"),
            title_zh=self._string("title_zh"),
            quantity=self._string("quantity"),
            compare=compare,
            unit=self._string("unit", ""),
            limit=self._number("limit", self._needed("limit")) if single else None,
            values=self._numbers("values", self._needed("values")) if several else (),
            figures=self._figures({}, any_name=True),
            severity=self._word("severity", Severity),
            purposes=self._words("purposes", Purpose),
            authority=self._string("authority"),
            edition=self._string("edition", ""),
            sure=self._sure(),
            needs=self._words("needs", Input),
            advice=self._string("advice"),
            advice_zh=self._string("advice_zh"),
            method=self._string("method", ""),
            divides=self._fields.get("divides", False) is True,
        )

    def changed(self, rule: Rule, author: str) -> Rule:
        """Give a rule as this table changes it.

        Where figures change and no authority is named, it is the author of the set, and
        nothing is said of how sure the figures are.

        Raises
        ------
        RulesError
        """
        refuse_unknown(self._source, self._table, list(self._fields), CHANGES)
        new_figures = any(key in self._fields for key in ("limit", "values", "figures"))
        authority = self._string("authority", author if new_figures else rule.authority)
        kept = authority == rule.authority
        return Rule(
            id=rule.id,
            title=rule.title,
            title_zh=rule.title_zh,
            quantity=rule.quantity,
            compare=rule.compare,
            unit=rule.unit,
            limit=self._limit_of(rule),
            values=self._values_of(rule),
            figures=self._figures(rule.figures, any_name=False),
            severity=self._word("severity", Severity, rule.severity),
            purposes=self._words("purposes", Purpose, rule.purposes),
            authority=authority,
            edition=self._string("edition", rule.edition if kept else ""),
            sure=self._sure(rule.sure if kept else ()),
            needs=rule.needs,
            advice=rule.advice,
            advice_zh=rule.advice_zh,
            method=rule.method,
            divides=rule.divides,
        )

    def _limit_of(self, rule: Rule) -> float | None:
        if "limit" in self._fields and rule.limit is None:
            fix = text("write values instead") if rule.values else text("leave it out")
            self._refuse("limit", text("{rule} has no single limit", rule=rule.id), fix)
        if "limit" not in self._fields:
            return rule.limit
        return self._number("limit", self._fields["limit"], above_zero=rule.divides)

    def _values_of(self, rule: Rule) -> tuple[float, ...]:
        if "values" not in self._fields:
            return rule.values
        values = self._numbers("values", self._fields["values"], above_zero=rule.divides)
        if not rule.values:
            fix = text("write limit instead") if rule.limit is not None else text("leave it out")
            self._refuse("values", text("{rule} has no list of values", rule=rule.id), fix)
        if rule.compare is Compare.BETWEEN and len(values) != 2:
            self._refuse("values", text("a window has two bounds"), text("write [lowest, highest]"))
        if rule.compare is not Compare.ONE_OF and list(values) != sorted(values):
            self._refuse("values", text("the values do not rise"), text("write the lowest first"))
        return values

    def _figures(self, known: Mapping[str, float], *, any_name: bool) -> Mapping[str, float]:
        given = self._fields.get("figures", {})
        if not isinstance(given, dict):
            self._wrong("figures", given, text("write {{ name = number }}"))
        if given and not known and not any_name:
            self._refuse("figures", text("{rule} has no figures", rule=self._id), text("leave it out"))
        if not any_name:
            refuse_unknown(self._source, f"{self._table}.figures", list(given), list(known))
        numbers = {name: self._number("figures", value, above_zero=True) for name, value in given.items()}
        return {**known, **numbers}

    def _needed(self, key: str) -> Any:
        if key not in self._fields:
            self._refuse("", text("{key} is missing", key=key), text("add it"))
        return self._fields[key]

    def _string(self, key: str, otherwise: str | None = None) -> str:
        value = self._needed(key) if otherwise is None else self._fields.get(key, otherwise)
        if not isinstance(value, str):
            self._wrong(key, value, text("write it in quotes"))
        return str(value)

    def _number(self, key: str, value: Any, *, above_zero: bool = False) -> float:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not math.isfinite(value):
            self._wrong(key, value, text("write a number"))
        if not 0 <= value <= _LARGEST:
            self._refuse(
                key,
                text("{value} is out of range", value=shown(value)),
                text("it must be at least 0 and at most 1000000000"),
            )
        if above_zero and value == 0:
            self._refuse(key, text("0 is out of range"), text("it must be more than 0"))
        return float(value)

    def _numbers(self, key: str, given: Any, *, above_zero: bool = False) -> tuple[float, ...]:
        if not isinstance(given, list) or not given:
            self._wrong(key, given, text("write a list of numbers: [15, 22]"))
        return tuple(self._number(key, value, above_zero=above_zero) for value in given)

    def _word(self, key: str, kind: type[_Word], otherwise: _Word | None = None) -> _Word:
        if otherwise is not None and key not in self._fields:
            return otherwise
        return self._one_word(key, self._needed(key), kind)

    def _words(
        self, key: str, kind: type[_Word], otherwise: tuple[_Word, ...] | None = None
    ) -> tuple[_Word, ...]:
        if otherwise is not None and key not in self._fields:
            return otherwise
        given = self._needed(key)
        if not isinstance(given, list):
            self._wrong(key, given, text('write a list of words: ["WORD"]'))
        return tuple(self._one_word(key, value, kind) for value in given)

    def _one_word(self, key: str, value: Any, kind: type[_Word]) -> _Word:
        known = [str(word) for word in kind]
        if value not in known:
            self._refuse(
                key,
                text("{value} is not known here", value=shown(value)),
                nearest_of(shown(value), known),
            )
        return kind(value)

    def _sure(self, otherwise: tuple[Sure, ...] | None = None) -> tuple[Sure, ...]:
        if otherwise is not None and "sure" not in self._fields:
            return otherwise
        return tuple(self._one_word("sure", mark, Sure) for mark in self._string("sure").split("/"))

    def _wrong(self, key: str, value: Any, fix: Text) -> NoReturn:
        words = shown(repr(value) if isinstance(value, str) else value)
        self._refuse(key, text("{value} is not of the right type", value=words), fix)

    def _refuse(self, key: str, problem: Text, fix: Text) -> NoReturn:
        self._source.refuse(self._table, key, problem, fix)
