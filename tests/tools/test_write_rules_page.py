"""The page of the rules says what the data says."""

from __future__ import annotations

from pathlib import Path

import pytest

import write_rules_page
from courseplanner.model.brief.brief import RULE_SETS
from courseplanner.rules.book.rule_files import read_book, read_rule_set


def test_the_page_in_docs_is_the_one_that_the_data_makes(repo_root: Path) -> None:
    page = (repo_root / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == write_rules_page.rules_page(), "run python tools/write_rules_page.py"


@pytest.mark.parametrize("name", RULE_SETS)
def test_each_set_has_a_table_of_its_rules_in_order(name: str) -> None:
    _, _, after = write_rules_page.rules_page().partition(f": `{name}`\n")
    table = after.partition("\n## ")[0]
    rows = [line.split(" | ") for line in table.splitlines()[3:] if line]
    assert [row[0].removeprefix("| ") for row in rows] == [rule.id for rule in read_rule_set(name).rules]
    assert all(len(row) == 8 for row in rows)


def test_the_limits_on_the_page_are_those_of_the_sets() -> None:
    page = write_rules_page.rules_page()
    usatf = page.partition(": `usatf`")[2].partition("\n## ")[0]
    assert "at least 100 m (angle_deg = 45)" in usatf
    assert "at most 10 years | block | certificate | USATF | V/R | ride |" in usatf
    assert "at most 10 years" not in page.partition(": `caa`")[2].partition("\n## ")[0]


def test_every_rule_of_the_book_stands_on_the_page() -> None:
    page = write_rules_page.rules_page()
    for rule in read_book().values():
        assert f"| {rule.id} | {rule.title} · {rule.title_zh} |" in page
        assert f"| {rule.id} | {rule.advice} | {rule.advice_zh} |" in page


def test_writing_puts_the_page_where_it_belongs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(write_rules_page, "PAGE", tmp_path / "rules.md")
    assert write_rules_page.main() == 0
    assert (tmp_path / "rules.md").read_text(encoding="utf-8") == write_rules_page.rules_page()
    assert "rules.md" in capsys.readouterr().out
