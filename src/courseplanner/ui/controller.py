"""The one place where the state of the app changes: it holds the document and tells what changed in it."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, replace
from functools import partial, singledispatchmethod
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from courseplanner.base.errors import BriefError, InputError
from courseplanner.base.i18n import text
from courseplanner.brief.draft import Draft, new_draft, read_draft, sources_of
from courseplanner.brief.write import save_draft
from courseplanner.model.brief.brief import Brief, Sources
from courseplanner.model.course.stations import WatchStations
from courseplanner.project import steps
from courseplanner.project.document import Change, Document, Step
from courseplanner.roads.ground import ground_of
from courseplanner.ui.jobs.messages import (
    Cancelled,
    CandidatesFound,
    Died,
    Failed,
    FromEngine,
    MapRead,
    PageBuilt,
    Planned,
    RegionRead,
    Reported,
)
from courseplanner.ui.state import NOWHERE, Notice, Pointing, Work
from courseplanner.ui.writer import Writer

__all__ = ["BRIEF_ENDING", "OSM_ENDINGS", "Controller", "Engine"]

log = logging.getLogger(__name__)

BRIEF_ENDING = ".toml"
OSM_ENDINGS = (".osm", ".osm.gz", ".osm.bz2", ".osm.pbf")


class Engine(Protocol):
    """What reads and plans; a fake takes its place in tests."""

    @property
    def said(self) -> SignalInstance:
        """Emitted with each message of the newest job."""

    def open_region(self, sources: Sources) -> int:
        """Begin to read a region, in place of whatever is being done; give the number of the job."""

    def plan(self, brief: Brief) -> int:
        """Begin to plan, in place of whatever is being done; give the number of the job."""

    def cancel(self) -> None:
        """Cancel the work in progress."""


@dataclass(frozen=True, slots=True, eq=False)
class _Opening:
    """A draft that is shown as soon as its region is read, and the one that it takes the place of."""

    draft: Draft
    over: Draft


class Controller(QObject):
    """Holds the document, gives work to the engine, and takes its answers.

    Parameters
    ----------
    engine : Engine
    document : Document
        To begin with.
    """

    changed = Signal(object, object)
    """The document, and what changed in it."""
    work_changed = Signal(object)
    """`Work`, or `None` when nothing is being done."""
    pointing_changed = Signal(object)
    noticed = Signal(object)
    opened = Signal(object)
    """Path of a file that was opened or saved."""
    map_read = Signal(object)
    """Bytes of the basemap."""
    page_built = Signal(object)
    """Bytes of the page of the map."""

    def __init__(self, engine: Engine, document: Document) -> None:
        super().__init__()
        self.document = document
        self.work: Work | None = None
        self.pointing: Pointing = NOWHERE
        self._engine = engine
        self._job: int | None = None
        """The job whose messages count; those of an earlier one may still be on their way."""
        self._reading: Sources | None = None
        self._opening: _Opening | None = None
        self._plan_after = False
        self._writer = Writer()
        self._writer.done.connect(self.noticed)
        engine.said.connect(self._hear)

    # What a person asks for

    def open_file(self, path: Path, *, then_plan: bool = False) -> None:
        """Open a brief, or an OSM file; what was open stays where that fails.

        Parameters
        ----------
        path : Path
        then_plan : bool
            Whether to plan as soon as the region is read.
        """
        name = path.name.casefold()
        if name.endswith(OSM_ENDINGS):
            self._open_osm(path)
        elif name.endswith(BRIEF_ENDING):
            self._open_brief(path, then_plan=then_plan)
        else:
            words = text("this kind of file can't be opened")
            fix = text("open a brief (.toml) or OSM data (.osm, .osm.gz, .osm.bz2, .osm.pbf)")
            self.noticed.emit(Notice(str(InputError(str(path), words, fix))))

    def _open_osm(self, path: Path) -> None:
        self._plan_after = False
        # The real path is what a draft comes to mean: the two are compared when the region is read.
        sources = Sources(osm=(Path(os.path.realpath(path)),))
        self._read(sources, _Opening(new_draft(path), self.document.draft))

    def _open_brief(self, path: Path, *, then_plan: bool) -> None:
        try:
            draft = read_draft(path)
        except BriefError as error:
            self.noticed.emit(Notice(str(error)))
            return
        self._leave_off()
        self._take(steps.opened(draft, self.document))
        self.opened.emit(path)
        self._plan_after = then_plan
        sources = steps.needs_region(self.document)
        if sources is not None:
            self._read(sources)
        elif then_plan:
            self.plan()

    def set_value(self, table: str, key: str, value: object) -> None:
        """Put a value into the draft, or leave its key out (`None`)."""
        self._take(steps.with_edit(self.document, table, key, value))
        if table != "region":
            return
        sources = steps.needs_region(self.document)
        if sources is not None and (sources != self._reading or self._opening is not None):
            self._read(sources)

    def plan(self) -> None:
        """Plan courses for the brief in force, after its region was read."""
        brief = self.document.brief
        self._plan_after = False
        if brief is None or self.document.problems:
            self.noticed.emit(Notice(text("The brief has errors; they are shown in its form.")))
            return
        sources = steps.needs_region(self.document)
        if sources is not None:
            if sources != self._reading or self._opening is not None:
                self._read(sources)
            self._plan_after = True
            return
        self._opening = self._reading = None
        self._take(steps.searching(self.document, brief))
        self._job = self._engine.plan(brief)
        self._set_work(Work(0.0, text("starting")))

    def cancel(self) -> None:
        """Cancel the work in progress."""
        self._opening, self._plan_after = None, False
        self._engine.cancel()
        if self.work is not None:
            self._set_work(replace(self.work, words=text("stopping")))

    def pick(self, candidate: str) -> None:
        """Look at another candidate."""
        self._take(steps.picking(self.document, candidate))

    def pick_at(self, position: int) -> None:
        """Look at the candidate at a position in the list, from 0; nothing happens where there is none."""
        if 0 <= position < len(self.document.candidates):
            self.pick(self.document.candidates[position].id)

    def pick_beside(self, steps_on: int) -> None:
        """Look at the candidate so many places after the one that is picked, round the list."""
        ids = [one.id for one in self.document.candidates]
        if self.document.picked in ids:
            self.pick(ids[(ids.index(self.document.picked) + steps_on) % len(ids)])

    def point(self, pointing: Pointing) -> None:
        """Take note of what the mouse points at."""
        if pointing != self.pointing:
            self.pointing = pointing
            self.pointing_changed.emit(pointing)

    def export_gpx(self, path: Path) -> bool:
        """Write the picked course as GPX; tell whether that went well."""
        from courseplanner import workflow

        document = self.document
        if document.course is None or document.answered is None or document.region is None:
            self.noticed.emit(Notice(text("There is no course to export yet.")))
            return False
        try:
            workflow.export_gpx(document.course, document.answered, document.region, path)
        except InputError as error:
            self.noticed.emit(Notice(str(error)))
            return False
        self.noticed.emit(
            Notice(text("Course {id} is written to {path}.", id=document.course.id, path=path), wrong=False)
        )
        return True

    def export(self, name: str, path: Path, stations: WatchStations = WatchStations.NONE) -> None:
        """Begin to write the picked course in a format; a notice tells how it ended.

        Parameters
        ----------
        name : str
            Of the format, as `workflow.exporters()` has it.
        path : Path
        stations : WatchStations
            Which of them a file for watches has among its points.
        """
        from courseplanner import workflow

        document = self.document
        if document.course is None or document.answered is None or document.region is None:
            self.noticed.emit(Notice(text("There is no course to export yet.")))
            return
        try:
            ground = ground_of(document.region, document.answered)
            package = workflow.package_of(document.course, document.answered, ground)
        except InputError as error:
            self.noticed.emit(Notice(str(error)))
            return
        package = replace(package, watch_stations=stations)
        exporter = workflow.exporter_of(name)
        write = partial(workflow.export_course, exporter, package, document.answered, ground, path)
        self._writer.write(write, text("Course {id} is written to {path}.", id=document.course.id, path=path))

    def finish_writing(self) -> None:
        """Wait for what is being written."""
        self._writer.finish()

    def save(self, path: Path) -> bool:
        """Write the draft as TOML; tell whether that went well."""
        try:
            draft = save_draft(self.document.draft, path)
        except InputError as error:
            self.noticed.emit(Notice(str(error)))
            return False
        self._take(steps.saved(self.document, draft))
        self.opened.emit(path)
        return True

    # What the engine answers

    def _hear(self, message: FromEngine) -> None:
        if isinstance(message, PageBuilt | Died) or message.job == self._job:
            self._answer(message)

    @singledispatchmethod
    def _answer(self, message: object) -> None:
        log.error("the engine said something unforeseen: %r", message)

    @_answer.register
    def _(self, message: PageBuilt) -> None:
        self.page_built.emit(message.html)

    @_answer.register
    def _(self, message: Reported) -> None:
        self._set_work(Work(message.fraction, message.words))

    @_answer.register
    def _(self, message: RegionRead) -> None:
        opening, self._opening = self._opening, None
        if opening is not None:
            if not self._may_open(opening):
                return
            self._take(steps.opened(opening.draft, self.document))
            self.opened.emit(message.sources.osm[0])
        elif message.sources not in (self.document.sources, sources_of(self.document.draft)):
            self._leave_off()  # nobody wants it any more
            return
        self._take(steps.with_region(self.document, message.sources, message.region))

    def _may_open(self, opening: _Opening) -> bool:
        """Tell whether a draft may be shown: what was typed while its region was read must not be lost."""
        now = self.document.draft
        if now is opening.over or not now.is_dirty:
            return True
        self._leave_off()
        words = text("The file was not opened, because the brief was changed meanwhile. Open it again.")
        self.noticed.emit(Notice(words))
        return False

    @_answer.register
    def _(self, message: MapRead) -> None:
        self._reading = None
        self.map_read.emit(message.data)
        if self.document.is_searching:
            return
        self._set_work(None)
        if self._plan_after:
            self.plan()

    @_answer.register
    def _(self, message: CandidatesFound) -> None:
        self._take(steps.with_found(self.document, message.candidates))

    @_answer.register
    def _(self, message: Planned) -> None:
        self._take(steps.with_answer(self.document, message.proposal))
        self._set_work(None)

    @_answer.register
    def _(self, message: Failed) -> None:
        if message.trace is not None:
            log.error("the engine failed:\n%s", message.trace)
        self.noticed.emit(Notice(str(message.error)))
        self._give_up()

    @_answer.register
    def _(self, _message: Cancelled) -> None:
        self._give_up()

    @_answer.register
    def _(self, message: Died) -> None:
        log.error("the engine ended with exit code %s", message.exit_code)
        if self.work is not None:
            words = text(
                "The work ended unexpectedly, perhaps because memory ran out. Try again with a smaller area."
            )
            self.noticed.emit(Notice(words))
        self._give_up()

    # How the state changes

    def _take(self, step: Step) -> None:
        self.document = step.document
        if step.changes:
            self.changed.emit(step.document, step.changes)
        if step.changes & (Change.CANDIDATES | Change.PICKED):
            self._point_only_at_what_is_there(step.changes)

    def _point_only_at_what_is_there(self, changes: Change) -> None:
        candidate, at_m = self.pointing.candidate, self.pointing.at_m
        if all(one.id != candidate for one in self.document.candidates):
            candidate = None
        self.point(Pointing(candidate, None if changes & Change.PICKED else at_m))

    def _set_work(self, work: Work | None) -> None:
        if work != self.work:
            self.work = work
            self.work_changed.emit(work)

    def _read(self, sources: Sources, opening: _Opening | None = None) -> None:
        self._opening, self._reading = opening, sources
        self._take(steps.given_up(self.document))
        self._job = self._engine.open_region(sources)
        self._set_work(Work(0.0, text("reading the region")))

    def _leave_off(self) -> None:
        """End the work that is being done, and listen no more to what it still says."""
        self._job = None
        self._engine.cancel()
        self._give_up()

    def _give_up(self) -> None:
        self._opening, self._reading, self._plan_after = None, None, False
        self._take(steps.given_up(self.document))
        self._set_work(None)
