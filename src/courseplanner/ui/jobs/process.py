"""The engine: reads regions, builds what the map shows, and plans. Without Qt."""

from __future__ import annotations

import logging
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from courseplanner import workflow
from courseplanner.base.errors import CancelledError, InputError
from courseplanner.base.i18n import Text, text
from courseplanner.base.progress import Progress
from courseplanner.model.brief.brief import Brief, Sources
from courseplanner.model.region import Region
from courseplanner.roads.ground import ground_of
from courseplanner.ui.jobs.inbox import Inbox, Job
from courseplanner.ui.jobs.messages import (
    Cancelled,
    CandidatesFound,
    Failed,
    FromEngine,
    MapRead,
    OpenRegion,
    PageBuilt,
    PlanCourses,
    Planned,
    RegionRead,
    Reported,
    Stop,
)
from courseplanner.ui.jobs.wire import GoneError

__all__ = ["Connection", "run_engine"]

_LEAST_BETWEEN_REPORTS_S = 0.05
_STOP_WITHIN_S = 0.7
"""A job that does not see within this time that the engine is to end is not waited for."""


class Connection(Protocol):
    """The engine's end of the line to the window."""

    def send(self, value: object) -> None:
        """Send a message; `GoneError` where the window is gone."""

    def receive(self) -> Any:
        """Wait for a message; `GoneError` where the window is gone."""


def run_engine(
    connection: Connection, *, with_page: bool = True, give_up: Callable[[], None] = lambda: None
) -> None:
    """Do what is asked for until the other side says `Stop` or is gone.

    One thread takes messages, and this one works.

    Parameters
    ----------
    connection : Connection
    with_page : bool
        Whether to begin with the page of the map.
    give_up : callable
        Called on the other thread where a job does not end although the engine is to.
    """
    inbox = Inbox(lambda job: _Reporter(connection.send, job.job))
    done = threading.Event()

    def listen() -> None:
        try:
            while True:
                message = connection.receive()
                inbox.put(message)
                if isinstance(message, Stop):
                    break
        except GoneError:
            inbox.put(Stop())
        if not done.wait(_STOP_WITHIN_S):
            give_up()

    threading.Thread(target=listen, name="engine inbox", daemon=True).start()
    try:
        _Engine(connection, inbox).run(with_page=with_page)
    except GoneError:
        pass
    finally:
        done.set()


@dataclass(slots=True)
class _Held:
    """The region that was read last, with the jobs that sent the window it and of its map."""

    key: tuple[object, ...]
    sources: Sources
    region: Region
    region_sent_by: int | None = None
    map_data: bytes | None = None
    map_sent_by: int | None = None


class _Engine:
    """Works off an inbox."""

    def __init__(self, connection: Connection, inbox: Inbox) -> None:
        self._connection = connection
        self._inbox = inbox
        self._held: _Held | None = None
        self._is_warm = False

    def run(self, *, with_page: bool) -> None:
        if with_page:
            self._send_page()
        while (errand := self._inbox.take()) is not None:
            for job in errand.given_up:
                self._send(Cancelled(job))
            if errand.job is not None:
                self._do(errand.job, errand.progress)
            if self._held is not None and not self._is_warm:
                self._warm_up()

    def _send(self, message: FromEngine) -> None:
        self._connection.send(message)

    def _send_page(self) -> None:
        from courseplanner.ui.map.page import map_page

        self._send(PageBuilt(map_page()))

    def _do(self, job: Job, progress: Progress) -> None:
        """Do a job, and answer it in any case."""
        try:
            if isinstance(job, OpenRegion):
                self._open(job.job, job.sources, progress)
            else:
                self._plan(job, progress)
        except CancelledError:
            self._send(Cancelled(job.job))
        except InputError as error:
            self._send(Failed(job.job, _sendable(error)))
        except GoneError:
            raise
        except MemoryError:
            fix = text("choose a smaller area with bbox")
            self._send(
                Failed(job.job, InputError("[region]", text("not enough memory for this region"), fix))
            )
        except Exception as error:  # noqa: BLE001 - reported, with its trace; the next job goes on
            self._send(Failed(job.job, _unexpected(error), traceback.format_exc()))

    def _open(self, job: int, sources: Sources, progress: Progress) -> None:
        held = self._hold(sources, progress.part(0.0, 0.6), None)
        self._tell_region(job, held)
        self._tell_map(job, held, progress.part(0.6, 1.0))

    def _hold(self, sources: Sources, progress: Progress, brief_path: Path | None) -> _Held:
        """Read a region, unless it is the one at hand; that one stays where reading fails."""
        key = _key(sources)
        if self._held is None or self._held.key != key:
            region = workflow.open_region(sources, progress, brief_path)
            self._held = _Held(key, sources, region)
        return self._held

    def _tell_region(self, job: int, held: _Held) -> None:
        # The heights stay here: they can be far larger than the rest, and only the search needs them.
        self._send(RegionRead(job, held.sources, replace(held.region, terrain=None)))
        held.region_sent_by = job

    def _tell_map(self, job: int, held: _Held, progress: Progress) -> None:
        if held.map_data is None:
            basemap = workflow.read_map(held.sources, held.region, progress.part(0.0, 0.7))
            progress.report(0.7, text("preparing the map"))
            from courseplanner.ui.map.basemap_bytes import basemap_bytes

            held.map_data = basemap_bytes(basemap)
            progress.check()
        self._send(MapRead(job, held.map_data))
        held.map_sent_by = job

    def _plan(self, job: PlanCourses, progress: Progress) -> None:
        brief, begin = job.brief, 0.0
        held = self._hold(brief.region, progress.part(0.0, 0.2), brief.path)
        if held.region_sent_by is None or held.region_sent_by != job.region_of:
            self._tell_region(job.job, held)
            begin = 0.2
        # Courses on an empty map tell nothing, and reading the map takes less time than planning.
        if held.map_sent_by is None or held.map_sent_by != job.map_of:
            self._tell_map(job.job, held, progress.part(begin, 0.4))
            begin = 0.4
        self._search(job.job, brief, held.region, progress.part(begin, 1.0))

    def _search(self, job: int, brief: Brief, region: Region, progress: Progress) -> None:
        began_s = time.perf_counter()
        race, ground = workflow.race_of(brief), ground_of(region, brief)
        proposal = workflow.lay_out(
            ground, race, progress, lambda candidates: self._send(CandidatesFound(job, candidates))
        )
        self._send(Planned(job, proposal, time.perf_counter() - began_s))

    def _warm_up(self) -> None:
        """Load the search while nobody waits.

        Where it was never compiled this takes half a minute, and spares it the first plan. A job
        that comes meanwhile waits for one kernel at most: a few seconds, this one time.
        """

        def stop_for_work() -> None:
            if not self._inbox.is_empty:
                raise CancelledError

        try:
            workflow.load_search(stop_for_work)
        except CancelledError:
            return
        except Exception:  # the first plan meets it again, and tells it
            logging.getLogger(__name__).exception("the search can't be loaded")
        self._is_warm = True


class _Reporter:
    """Passes on how far a job is, not more often than anybody can read."""

    def __init__(self, send: Callable[[object], None], job: int) -> None:
        self._send = send
        self._job = job
        self._template = ""
        self._sent_s = 0.0

    def __call__(self, fraction: float, words: Text) -> None:
        now_s = time.monotonic()
        # Other words always pass: what comes next may take long.
        if words.template != self._template or now_s - self._sent_s >= _LEAST_BETWEEN_REPORTS_S:
            self._send(Reported(self._job, fraction, words))
            self._template, self._sent_s = words.template, now_s


def _key(sources: Sources) -> tuple[object, ...]:
    """Tell regions apart: by what is read, and by what the files are now."""
    lists = (sources.osm, sources.places, sources.elevation, sources.weather)
    files = [file for files in lists for file in files]
    files += [file.with_suffix(".toml") for file in sources.weather]
    files += [] if sources.air is None else [sources.air]
    values = (sources.bbox, sources.air, sources.weather_height_m)
    return (*lists, *values, tuple(_stamp(file) for file in files))


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _unexpected(error: Exception) -> InputError:
    what = f"{type(error).__name__}: {error}".rstrip(": ")
    return InputError(
        "courseplanner",
        text("internal error ({what})", what=what),
        text("please report it with your brief"),
    )


def _sendable(error: InputError) -> InputError:
    """Give an error without what can't be pickled, or unpickled: errors of libraries in its words."""
    return type(error)(error.where, _plain(error.problem), _plain(error.fix))


def _plain(words: Text) -> Text:
    def plain(value: object) -> object:
        if isinstance(value, Text):
            return _plain(value)
        return str(value) if isinstance(value, Exception) else value

    return Text(words.template, {name: plain(value) for name, value in words.params.items()})
