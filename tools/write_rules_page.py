"""Writes docs/rules.md from the rule data: `python tools/write_rules_page.py`.

The same data gives the same bytes; a test holds the page to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from courseplanner.model.brief.brief import RULE_SETS
from courseplanner.model.rulebook.rulebook import Rule, RuleSet
from courseplanner.rules.book.rule_files import read_book, read_rule_set
from courseplanner.rules.judges.verdict import INPUTS
from courseplanner.rules.limits.limit_words import asked, figures_of

__all__ = ["main", "rules_page"]

PAGE = Path(__file__).resolve().parents[1] / "docs" / "rules.md"

_HEAD = """\
# Rules

Made from `resources/rules/*.toml` by `tools/write_rules_page.py`: change the data, not this page.

A course is judged by a rule set: `rules` under `[event]` of the brief names one of those below, or a file
ending in `.toml`. A rule whose input is not known answers **unknown** and says what would settle it; it never
passes.

| severity | a broken rule | shown as |
|---|---|---|
| block | stops a certificate | fail |
| record | concerns records only | fail |
| warn | is pointed at | warn |
| advise | is advice | warn |

How sure a rule is: **V** read in a stored copy of the source, **V2** in a secondary copy, **R** recalled,
**D** derived here; none where the figure is a user's own.

*For* says what a rule is there for (a certificate, a record, a championship, safety, comfort). *Needs* says
without what it answers *unknown*:

{needs}

## A rule set of your own

```toml
schema = 1
title = "Province cup"
extends = "caa"                    # optional: world-athletics, caa, usatf or community
hold = ["LINKS"]                   # optional: rules of the book that hold as well
leave_out = ["SEP-WA"]             # optional

[rules.WID-CN]                     # a rule named so holds, too
limit = 8                          # or values = [15, 22] for a rule that has several
severity = "block"
authority = "Province, 2027"       # else the title of the set

[rules.START-NARROW]
figures = { within_m = 3000 }
```

A rule of the book can be given another `limit`, `values`, `figures`, `severity`, `purposes`, `authority`,
`edition` and `sure`. A key or a rule that there is not is refused, with the line and the nearest right word.
"""


def rules_page() -> str:
    """Give the page as it has to be."""
    rules = read_book().values()
    sets = [_set(read_rule_set(name)) for name in RULE_SETS]
    parts = [*sets, _others(rules), _methods(rules), _fixes(rules)]
    return "\n".join([_HEAD.replace("{needs}", _needs()), *("\n".join(part) for part in parts)]) + "\n"


def _needs() -> str:
    return "; ".join(f"`{needed}` {words}" for needed, words in INPUTS.items()) + "."


def main() -> int:
    """Write the page.

    Returns
    -------
    int
        Exit status.
    """
    PAGE.write_text(rules_page(), encoding="utf-8", newline="\n")
    print(PAGE)
    return 0


def _set(rules: RuleSet) -> Iterator[str]:
    yield f"## {rules.title} · {rules.title_zh}: `{rules.name}`"
    yield ""
    yield from _table(rules.rules)


def _others(rules: Iterable[Rule]) -> Iterator[str]:
    held = {rule.id for name in RULE_SETS for rule in read_rule_set(name).rules}
    yield "## In no set, for those who ask"
    yield ""
    yield from _table(rule for rule in rules if rule.id not in held)


def _table(rules: Iterable[Rule]) -> Iterator[str]:
    yield "| id | rule | limit | severity | for | authority | sure | needs |"
    yield "|---|---|---|---|---|---|---|---|"
    for rule in rules:
        figures = figures_of(rule)
        cells = [
            rule.id,
            f"{rule.title} · {rule.title_zh}",
            f"{asked(rule)} ({figures})" if figures else str(asked(rule)),
            str(rule.severity),
            ", ".join(rule.purposes),
            f"{rule.authority}, {rule.edition}" if rule.edition else rule.authority,
            "/".join(rule.sure),
            ", ".join(rule.needs),
        ]
        yield "| " + " | ".join(cells) + " |"
    yield ""


def _methods(rules: Iterable[Rule]) -> Iterator[str]:
    yield "## How it is measured"
    yield ""
    for rule in rules:
        if rule.method:
            yield f"- **{rule.id}** {rule.method}"
    yield ""


def _fixes(rules: Iterable[Rule]) -> Iterator[str]:
    yield "## How to fix it"
    yield ""
    yield "| id | advice | 建议 |"
    yield "|---|---|---|"
    for rule in rules:
        yield f"| {rule.id} | {rule.advice} | {rule.advice_zh} |"


if __name__ == "__main__":
    raise SystemExit(main())
