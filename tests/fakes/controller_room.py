"""A desk with a fake engine, in a folder with a brief and its region; and all that it told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from courseplanner.base.errors import OsmFileError
from courseplanner.base.i18n import text
from courseplanner.brief.draft import new_draft
from courseplanner.model.brief.brief import Sources
from courseplanner.model.course.candidate import Candidate, Proposal
from courseplanner.model.names import Names
from courseplanner.model.places.places import Place, PlaceKind
from courseplanner.model.region import Region
from courseplanner.project import steps
from courseplanner.project.document import Change, Document
from courseplanner.ui.controller import Controller
from courseplanner.ui.jobs.messages import (
    Cancelled,
    CandidatesFound,
    Failed,
    MapRead,
    OpenRegion,
    PlanCourses,
    Planned,
    RegionRead,
)
from courseplanner.ui.state import Notice, Pointing
from fakes.engine import FakeEngine
from handmade import proposal, region

__all__ = ["BRIEF", "ControllerRoom"]

BRIEF = """\
schema = 1

[event]
name = "Valley Run"
distance = "half-marathon"

[region]
osm = ["valley.osm"]

[course]
shape = "loop"
start = "Mill"
"""

_MILL = Place(PlaceKind("village"), Names("Mill"), None, 104.9, 25.0)


class ControllerRoom:
    """A desk, and helpers that play the engine and the person.

    Parameters
    ----------
    folder : Path
        Gets a brief `race.toml`, and the OSM files `valley.osm` and `hills.osm`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.brief = folder / "race.toml"
        self.brief.write_text(BRIEF, encoding="utf-8")
        self.valley, self.hills = folder / "valley.osm", folder / "hills.osm"
        for osm in (self.valley, self.hills):
            osm.touch()
        self.engine = FakeEngine()
        self.controller = Controller(self.engine, steps.opened(new_draft()).document)
        self.notices: list[Notice] = []
        self.opened: list[Path] = []
        self.changes: list[Change] = []
        self.maps: list[bytes] = []
        self.pointings: list[Pointing] = []
        self.controller.noticed.connect(self.notices.append)
        self.controller.opened.connect(self.opened.append)
        self.controller.changed.connect(lambda _document, changes: self.changes.append(changes))
        self.controller.map_read.connect(self.maps.append)
        self.controller.pointing_changed.connect(self.pointings.append)

    @property
    def document(self) -> Document:
        """What the desk holds."""
        return self.controller.document

    @property
    def told(self) -> list[str]:
        """The words of all notices."""
        return [str(notice.words) for notice in self.notices]

    @property
    def jobs(self) -> list[str]:
        """What the engine was asked, as `read valley` and `plan`."""
        return [
            f"read {' '.join(osm.stem for osm in job.sources.osm)}" if isinstance(job, OpenRegion) else "plan"
            for job in self.engine.asked
        ]

    def works(self) -> bool:
        """Tell whether something is being done."""
        return self.controller.work is not None

    def searches(self) -> bool:
        """Tell whether candidates may still come."""
        return self.document.is_searching

    def region(self) -> Region | None:
        """Give the region of the document."""
        return self.document.region

    # The engine

    def say_region(self, sources: Sources | None = None, *, job: int | None = None) -> None:
        """Say that the region that was asked for is read."""
        newest = self.engine.asked[-1]
        if sources is None:
            sources = newest.sources if isinstance(newest, OpenRegion) else newest.brief.region
        read = replace(region(), places=(_MILL,))
        self.engine.say(RegionRead(self.engine.job if job is None else job, sources, read))

    def say_map(self, data: bytes = b"map", *, job: int | None = None) -> None:
        """Say that the basemap is read."""
        self.engine.say(MapRead(self.engine.job if job is None else job, data))

    def say_found(self, *ids: str) -> None:
        """Say that these candidates were found so far."""
        self.engine.say(CandidatesFound(self.engine.job, candidates(*ids)))

    def say_planned(self, *ids: str, answer: Proposal | None = None, job: int | None = None) -> None:
        """Say that the search is over."""
        found = proposal(*ids) if answer is None else answer
        self.engine.say(Planned(self.engine.job if job is None else job, found, 1.0))

    def say_failed(self, trace: str | None = None) -> None:
        """Say that the job failed."""
        error = OsmFileError(
            str(self.hills), text("it is cut off at byte {at}", at=7), text("downdownload it again")
        )
        self.engine.say(Failed(self.engine.job, error, trace))

    def say_cancelled(self) -> None:
        """Say that the job was given up."""
        self.engine.say(Cancelled(self.engine.job))

    # The person

    def open_brief(self) -> None:
        """Open the brief and read its region."""
        self.controller.open_file(self.brief)
        self.say_region()
        self.say_map()

    def planned(self, *ids: str) -> None:
        """Open the brief, plan, and get candidates."""
        self.open_brief()
        self.controller.plan()
        self.say_planned(*(ids or ("A", "B")))

    def newest_plan(self) -> PlanCourses:
        """Give the newest job, which must be a search."""
        job = self.engine.asked[-1]
        assert isinstance(job, PlanCourses)
        return job


def candidates(*ids: str) -> tuple[Candidate, ...]:
    """Make candidates with these ids."""
    return proposal(*ids).candidates
