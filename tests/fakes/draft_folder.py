"""A folder with two OSM files and a brief, and places of a region."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from courseplanner.brief.draft import Draft, read_draft
from courseplanner.model.names import Names
from courseplanner.model.places.places import Place, PlaceKind
from courseplanner.model.region import Region
from handmade import region

BRIEF = """\
# The race of the valley.
schema = 1

[event]
name = "Valley Run"   # to be decided
distance = "10km"

[region]
osm = ["valley.osm"]

# Where it runs.
[course]
shape = "loop"
visit = [
    "Castle",  # the old one
    "Mill",
]
"""


@dataclass(frozen=True)
class Drafts:
    """A folder in which drafts are read and saved."""

    folder: Path

    @property
    def path(self) -> Path:
        """Where the brief lies."""
        return self.folder / "race.toml"

    def draft(self, source: str = BRIEF) -> Draft:
        """Read a draft of this text."""
        self.path.write_bytes(source.encode())
        return read_draft(self.path)


def draft_folder(folder: Path) -> Drafts:
    """Make the files that the briefs of these tests name."""
    (folder / "maps").mkdir()
    for name in ("valley.osm", "maps/other.osm", "areas.geojson", "club.toml"):
        (folder / name).touch()
    return Drafts(folder)


def place(kind: str, name: str, lon: float = 104.9, lat: float = 25.0, **names: str) -> Place:
    """A place with a name."""
    return Place(PlaceKind(kind), Names(name, **names), None, lon, lat)


def valley() -> Region:
    """A region with a castle, a mill, and two villages of one name."""
    places = (
        place("scenic", "Castle"),
        place("village", "Mill"),
        place("village", "万峰林", en="Wanfenglin"),
        place("village", "Oberdorf", 104.9, 25.0),
        place("village", "Oberdorf", 104.95, 25.0),
    )
    return replace(region(), places=places)
