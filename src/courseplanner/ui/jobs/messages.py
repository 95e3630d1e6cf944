"""What the window and the engine tell each other: plain values that can be pickled, without Qt."""

from __future__ import annotations

from dataclasses import dataclass

from courseplanner.base.errors import InputError
from courseplanner.base.i18n import Text
from courseplanner.model.brief.brief import Brief, Sources
from courseplanner.model.course.candidate import Candidate, Proposal
from courseplanner.model.region import Region

__all__ = [
    "Cancel",
    "Cancelled",
    "CandidatesFound",
    "Died",
    "Failed",
    "FromEngine",
    "MapRead",
    "OpenRegion",
    "PageBuilt",
    "PlanCourses",
    "Planned",
    "RegionRead",
    "Reported",
    "Stop",
    "ToEngine",
]


@dataclass(frozen=True, slots=True)
class OpenRegion:
    """Read a region, then its basemap. A newer job replaces an older one."""

    job: int
    sources: Sources


@dataclass(frozen=True, slots=True)
class PlanCourses:
    """Plan courses; reads the region first where it has changed.

    `region_of` and `map_of` are the jobs whose `RegionRead` and `MapRead` reached the window last:
    what did not reach it is sent again.
    """

    job: int
    brief: Brief
    region_of: int | None = None
    map_of: int | None = None


@dataclass(frozen=True, slots=True)
class Cancel:
    """Give up whatever is being done."""


@dataclass(frozen=True, slots=True)
class Stop:
    """End the engine."""


ToEngine = OpenRegion | PlanCourses | Cancel | Stop


@dataclass(frozen=True, slots=True)
class PageBuilt:
    """The page of the map, once after the start of the engine."""

    html: bytes


@dataclass(frozen=True, slots=True)
class Reported:
    """How far a job is."""

    job: int
    fraction: float
    words: Text


@dataclass(frozen=True, slots=True, eq=False)
class RegionRead:
    """A region was read; it comes without its heights, which only the search needs."""

    job: int
    sources: Sources
    region: Region


@dataclass(frozen=True, slots=True, eq=False)
class MapRead:
    """The basemap of the region that was read, in the bytes that the page of the map takes.

    Of an `OpenRegion`, this is the end of the job. Of a `PlanCourses` it comes before the search.
    """

    job: int
    data: bytes


@dataclass(frozen=True, slots=True, eq=False)
class CandidatesFound:
    """The best candidates so far, judged; the search goes on and may replace them."""

    job: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Planned:
    """The answer to a brief, with judged candidates: the end of a `PlanCourses`."""

    job: int
    proposal: Proposal
    search_s: float


@dataclass(frozen=True, slots=True, eq=False)
class Failed:
    """A job ended with an error that the user can fix, or, where `trace` is given, one of the program."""

    job: int
    error: InputError
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A job was given up because somebody asked for it."""

    job: int


@dataclass(frozen=True, slots=True)
class Died:
    """The engine ended by itself; the window starts another for the next job."""

    job: int | None
    exit_code: int | None


FromEngine = (
    PageBuilt | Reported | RegionRead | MapRead | CandidatesFound | Planned | Failed | Cancelled | Died
)
