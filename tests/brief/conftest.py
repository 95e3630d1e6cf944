"""A folder with the files that the briefs of these tests name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from courseplanner.base.errors import BriefError
from courseplanner.brief.read import read_brief
from courseplanner.model.brief.brief import Brief
from fakes.draft_folder import Drafts, draft_folder

EVENT = 'distance = "10km"'
REGION = 'osm = ["valley.osm"]'


@dataclass(frozen=True)
class Desk:
    """A folder in which briefs are written and read."""

    folder: Path

    @property
    def path(self) -> Path:
        """Where the brief lies."""
        return self.folder / "race.toml"

    def write(self, content: str | bytes) -> Path:
        """Write a brief as it is given."""
        self.path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.path

    def read(self, content: str | bytes) -> Brief:
        """Read a brief as it is given."""
        return read_brief(self.write(content))

    def brief(self, *, event: str = EVENT, region: str = REGION, **tables: str) -> Brief:
        """Read a brief of these lines, what is not given being the shortest that is right."""
        return self.read(whole(event=event, region=region, **tables))

    def refusal(self, content: str | bytes) -> BriefError:
        """Give the error of a brief that must not pass, its message checked for its form."""
        with pytest.raises(BriefError) as caught:
            self.read(content)
        check_form(caught.value, self.path)
        return caught.value


def whole(**tables: str) -> str:
    """Give the text of a brief."""
    return "schema = 1\n" + "".join(f"[{name}]\n{lines}\n" for name, lines in tables.items())


def check_form(error: BriefError, path: Path) -> None:
    """Check what holds for each message: one line that begins with the file and ends with a mend."""
    message = str(error)
    assert message.startswith(str(path))
    assert message.isprintable()  # no line end, nothing that steers a terminal
    assert message == f"{error.where}: {error.problem}; {error.fix}"
    assert str(error.problem)
    assert str(error.fix)
    assert len(message) < len(str(path)) + 400
    assert not any(word in message for word in ("Traceback", "Error", "Exception", "pydantic", "<class"))
    assert error.exit_status == 2


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A folder with one file of each kind; the briefs are written over each other."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "maps").mkdir()
    for name in ("valley.osm", "maps/other.osm.pbf", "n25e104.hgt", "year.epw", "air.csv", "own.csv"):
        (folder / name).write_text("anything", encoding="utf-8")
    for name in ("areas.geojson", "club.toml"):
        (folder / name).write_text("", encoding="utf-8")
    return Desk(folder)


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    """A folder in which drafts are read and saved."""
    return draft_folder(tmp_path)
