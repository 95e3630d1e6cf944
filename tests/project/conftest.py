"""A folder with two OSM files and a brief, and places of a region."""

from __future__ import annotations

from pathlib import Path

import pytest

from courseplanner.model.region import Region
from fakes import draft_folder as made
from fakes.draft_folder import Drafts


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    """A folder with the files that the briefs of these tests name."""
    return made.draft_folder(tmp_path)


@pytest.fixture
def valley() -> Region:
    """A region with a castle, a mill, and two villages of one name."""
    return made.valley()
