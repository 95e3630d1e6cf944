"""Findings as a table on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from courseplanner.base.i18n import text
from courseplanner.cli.terminal import one_line

if TYPE_CHECKING:
    from rich.table import Table

    from courseplanner.model.rulebook.finding import Finding


__all__ = ["findings_table", "settling"]


def settling(findings: Iterable[Finding]) -> Iterator[str]:
    """Say which data would decide most of what is unknown."""
    from courseplanner.model.rulebook.finding import most_settling

    things = ", ".join(f"{one_line(needs)} ({count})" for needs, count in most_settling(findings))
    if things:
        yield ""
        yield str(text("Most useful data to add: {things}", things=things))


def findings_table(findings: Iterable[Finding]) -> Table:
    """Give findings as rows: sign, rule, words."""
    from rich.table import Table

    table = Table.grid(padding=(0, 1))
    table.add_column()
    table.add_column(no_wrap=True)
    table.add_column()
    for finding in findings:
        words = one_line(finding.words)
        if finding.margin_words is not None:
            words = str(text("{words} (margin {margin})", words=words, margin=finding.margin_words))
        if finding.needs is not None and str(finding.needs) not in words:
            words = str(text("{words}; needs {what}", words=words, what=one_line(finding.needs)))
        table.add_row(finding.status.sign, finding.rule, words)
    return table
