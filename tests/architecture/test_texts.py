"""Every text of the first version still comes, in its words or in better ones.

`texts_of_the_first_version.json` lists them: `kept` as they were, `reworded` with what is said now. Who
rewords one once more writes that there.
"""

from __future__ import annotations

import ast
import json
import string
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1] / "src"


@cache
def said() -> frozenset[str]:
    """Give the templates of all calls of `text` in the program."""
    return frozenset(
        node.args[0].value
        for file in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "text"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    )


@cache
def listed() -> dict[str, str]:
    held = json.loads((HERE / "texts_of_the_first_version.json").read_text(encoding="utf-8"))
    return {**held["reworded"], **{words: words for words in held["kept"]}}


def fields(template: str) -> list[str]:
    return sorted(name.replace("mend", "fix") for _, name, _, _ in string.Formatter().parse(template) if name)


def test_every_text_of_the_first_version_still_comes() -> None:
    assert len(listed()) > 2_000
    assert sorted(set(listed().values()) - said()) == []


def test_what_was_reworded_is_gone_and_says_the_same_figures() -> None:
    reworded = {before: after for before, after in listed().items() if before != after}
    assert len(reworded) > 200
    assert sorted(set(reworded) & said() - set(reworded.values())) == []
    assert [before for before, after in reworded.items() if fields(before) != fields(after)] == []
