"""Plain words: what reads as a dialect stays out of code, texts and docs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KINDS = {
    "src": ("*.py",),
    "docs": ("*.md",),
    "resources": ("*.js", "*.css", "*.toml", "*.md"),
    "tools": ("*.py",),
    ".": ("README.md", "CHANGELOG.md", "Makefile"),
}
FILES = sorted(
    file
    for folder, kinds in KINDS.items()
    for kind in kinds
    for file in (ROOT.glob(kind) if folder == "." else (ROOT / folder).rglob(kind))
)

INSTEAD = {
    r"told": "say, report, name, show",
    r"reckon\w*": "compute",
    r"abreast": "alongside",
    r"mend(s|ed|ing)?": "fix",
    r"whiskers?": "spur",
    r"besides": "also, as well",
    r"at one go": "at once",
    r"to and fro": "both ways, back and forth",
    r"anew": "again",
    r"the gun": "the start",
    r"what is another": "what changed",
    r"is another (one )?than": "differs from",
    r"comes by again": "second pass, passes again",
    r"give up what is being done": "cancel",
    r"does not hold it": "not enough memory",
    r"would settle most": "most useful data to add",
    r"the end of its name": "this kind of file",
    r"rests on that stays open": "findings that depend on it stay unknown",
    r"no village on the way": "passes no village",
}
"""What is not written, and what to write."""


def found_in(words: str) -> list[str]:
    """Give each line with such a word, with what to write."""
    return [
        f"{line.strip()[:100]} ({instead})"
        for pattern, instead in INSTEAD.items()
        for line in words.splitlines()
        if re.search(rf"(?<![^\W_]|`){pattern}(?![^\W_])", line, re.IGNORECASE)
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_words_are_plain(file: Path) -> None:
    assert found_in(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("It is told at one go.", 2),
        ("Recommended: amend nothing, retell the mender.", 0),
        ("told_m = has_told(_ABREAST_M)", 2),
        ("MENDED", 1),
        ("The next one is another\nthan before", 0),
    ],
)
def test_the_list_finds_whole_words_only(words: str, count: int) -> None:
    assert len(found_in(words)) == count
