"""The glossary names code and keys that are there."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "architecture.md"
GOLDEN = Path(__file__).resolve().parents[1] / "export" / "golden" / "candidates.json"
DASH = "\N{EN DASH}"


def rows() -> list[list[str]]:
    glossary = PAGE.read_text(encoding="utf-8").partition("## Glossary")[2]
    lines = [line for line in glossary.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def keys(value: object, way: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{way}.{key}".removeprefix(".")
            yield from keys(inner, f"{way}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner, f"{way}[]")


def test_each_row_has_four_cells_and_each_word_one_row() -> None:
    assert len(rows()) > 30
    assert {len(row) for row in rows()} == {4}
    words = [row[0] for row in rows()]
    assert len(words) == len(set(words))
    assert all(re.search(r"[\u4e00-\u9fff]", row[1]) for row in rows())


def test_the_code_is_there() -> None:
    for row in rows():
        parts = row[2].strip("`").split(".")
        if parts[-1][0].isupper() or ("_" in parts[-1] and not _is_module(parts)):
            module = importlib.import_module(".".join(["courseplanner", *parts[:-1]]))
            assert hasattr(module, parts[-1]), row
        else:
            assert _is_module(parts), row


def _is_module(parts: list[str]) -> bool:
    folder = PAGE.parents[1] / "src" / "courseplanner"
    return folder.joinpath(*parts).with_suffix(".py").is_file() or folder.joinpath(*parts).is_dir()


def test_the_keys_are_there() -> None:
    document = json.loads(GOLDEN.read_text(encoding="utf-8"))
    known = set(keys(document)) | set(keys(document["candidates"][0]))
    for row in rows():
        if row[3] != DASH:
            assert row[3].strip("`") in known, row
