"""What the docs point at is there: files, pages, pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md"]
PLACES = (ROOT, ROOT / "src" / "courseplanner", ROOT / "docs")


def named(page: Path) -> set[str]:
    """Give the files that a page names as code; those with a placeholder in capitals are none."""
    found = re.findall(
        r"`([\w./-]+/[\w.-]+\.(?:py|toml|json|md|js|sh|svg))`", page.read_text(encoding="utf-8")
    )
    return {one for one in found if not re.search(r"[A-Z]{3,}", one.replace("README", ""))}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_are_named_are_there(page: Path) -> None:
    missing = {
        one
        for one in named(page)
        if not one.startswith("out/") and not any((at / one).exists() for at in PLACES)
    }
    assert missing == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_every_page_is_in_the_index_and_every_picture_is_shown() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert [
        page.name for page in (ROOT / "docs").glob("*.md") if page.name not in index and page.stem != "README"
    ] == []
    shown = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [one.name for one in (ROOT / "docs" / "pictures").iterdir() if one.name not in shown] == []
