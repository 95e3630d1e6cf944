"""What the engine answers, with fakes for all that takes time, on a thread of the test."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from courseplanner import workflow
from courseplanner.base.errors import OsmFileError
from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress
from courseplanner.model.brief.brief import Sources
from courseplanner.model.course.candidate import Candidate, Proposal
from courseplanner.model.places.terrain import Terrain
from courseplanner.model.race import Race
from courseplanner.model.region import Region
from courseplanner.roads.ground import Ground
from courseplanner.ui.jobs import process
from courseplanner.ui.jobs.messages import (
    Cancel,
    Cancelled,
    CandidatesFound,
    Failed,
    MapRead,
    OpenRegion,
    PageBuilt,
    PlanCourses,
    Planned,
    RegionRead,
    Reported,
    Stop,
)
from courseplanner.ui.jobs.process import run_engine
from courseplanner.ui.jobs.wire import GoneError
from handmade import brief, candidate, proposal, region

SOON_S = 300.0


class FakeConnection:
    """The test's end is `tell` and `said`; `None` as a message cuts the line."""

    def __init__(self) -> None:
        self._incoming: queue.Queue[Any] = queue.Queue()
        self._taken = False
        self._outgoing: queue.Queue[Any] = queue.Queue()

    def send(self, value: object) -> None:
        self._outgoing.put(value)

    def receive(self) -> Any:
        if self._taken:
            self._incoming.task_done()
        message = self._incoming.get()
        self._taken = True
        if message is None:
            raise GoneError
        return message

    def tell(self, *messages: object) -> None:
        for message in messages:
            self._incoming.put(message)

    def tell_now(self, *messages: object) -> None:
        """Tell messages, and wait until the engine knows them."""
        self.tell(*messages)
        self._incoming.join()

    def next(self) -> Any:
        """Give the next message that is no report."""
        while isinstance(message := self._outgoing.get(timeout=SOON_S), Reported):
            pass
        return message

    def said(self, count: int) -> list[str]:
        return [type(self.next()).__name__ for _ in range(count)]


class FakeWorkflow:
    """Stands in for all work; `at` is called at the named step and may raise."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: list[str] = []
        self.at: dict[str, Callable[[Progress], object]] = {}
        self.warm_up: Callable[[Callable[[], None]], None] = lambda _check: None
        monkeypatch.setattr(workflow, "open_region", self.open_region)
        monkeypatch.setattr(workflow, "read_map", self.read_map)
        monkeypatch.setattr(workflow, "lay_out", self.lay_out)
        monkeypatch.setattr(workflow, "load_search", self.load_search)
        monkeypatch.setattr("courseplanner.ui.map.basemap_bytes.basemap_bytes", lambda _: b"map")
        monkeypatch.setattr("courseplanner.ui.map.page.map_page", lambda: b"<html>")

    def load_search(self, check: Callable[[], None]) -> None:
        self.warm_up(check)

    def _step(self, name: str, progress: Progress) -> None:
        self.done.append(name)
        progress.report(0.0, text("busy"))
        if name in self.at:
            self.at[name](progress)

    def open_region(self, _sources: Sources, progress: Progress, _brief: Path | None) -> Region:
        self._step("open", progress)
        return region()

    def read_map(self, _sources: Sources, _region: Region, progress: Progress) -> None:
        self._step("map", progress)

    def lay_out(
        self,
        _ground: Ground,
        _race: Race,
        progress: Progress,
        found: Callable[[tuple[Candidate, ...]], None],
    ) -> Proposal:
        found((candidate(),))
        self._step("plan", progress)
        return proposal("A", "B")


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> FakeWorkflow:
    return FakeWorkflow(monkeypatch)


@pytest.fixture
def line(work: FakeWorkflow) -> Iterator[FakeConnection]:
    """A line to a running engine, which has no page to build."""
    assert work.done == []
    connection = FakeConnection()
    thread = threading.Thread(target=run_engine, args=(connection,), kwargs={"with_page": False})
    thread.start()
    yield connection
    connection.tell(Stop())
    thread.join(SOON_S)
    assert not thread.is_alive()


class Held:
    """Holds work up until it is told to go on, and then lets it see whether it was cancelled."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.go_on = threading.Event()

    def __call__(self, progress: Progress) -> None:
        self.reached.set()
        assert self.go_on.wait(SOON_S)
        progress.check()


def file_sources(folder: Path) -> Sources:
    path = folder / "some.osm"
    path.write_text("<osm/>")
    return Sources(osm=(path,))


def planning(job: int, sources: Sources, **of: int) -> PlanCourses:
    return PlanCourses(job, brief().model_copy(update={"region": sources}), **of)


def test_begins_with_the_page(work: FakeWorkflow) -> None:
    connection = FakeConnection()
    connection.tell(Stop())
    run_engine(connection)
    assert connection.next() == PageBuilt(b"<html>")
    assert work.done == []


def test_opening_ends_with_the_map(line: FakeConnection) -> None:
    line.tell(OpenRegion(1, Sources()))
    first, second = line.next(), line.next()
    assert isinstance(first, RegionRead)
    assert (first.job, first.sources) == (1, Sources())
    assert isinstance(second, MapRead)
    assert (second.job, second.data) == (1, b"map")


def test_a_plan_in_the_region_at_hand_only_plans(line: FakeConnection, work: FakeWorkflow) -> None:
    line.tell(OpenRegion(1, Sources()))
    line.said(2)
    line.tell(planning(2, Sources(), region_of=1, map_of=1))
    found, planned = line.next(), line.next()
    assert isinstance(found, CandidatesFound)
    assert isinstance(planned, Planned)
    assert [one.id for one in planned.proposal.candidates] == ["A", "B"]
    assert work.done == ["open", "map", "plan"]


def test_a_plan_elsewhere_reads_the_region_first(line: FakeConnection, tmp_path: Path) -> None:
    line.tell(OpenRegion(1, Sources()))
    line.said(2)
    line.tell(planning(2, file_sources(tmp_path), region_of=1, map_of=1))
    assert line.said(4) == ["RegionRead", "MapRead", "CandidatesFound", "Planned"]


def test_what_did_not_reach_the_window_is_sent_again_without_reading(
    line: FakeConnection, work: FakeWorkflow
) -> None:
    line.tell(OpenRegion(1, Sources()))
    line.said(2)
    line.tell(planning(2, Sources()))
    assert line.said(4) == ["RegionRead", "MapRead", "CandidatesFound", "Planned"]
    line.tell(planning(3, Sources(), region_of=2))
    assert line.said(3) == ["MapRead", "CandidatesFound", "Planned"]
    assert work.done == ["open", "map", "plan", "plan"]


def test_a_map_that_a_plan_cut_short_is_read_before_planning(
    line: FakeConnection, work: FakeWorkflow
) -> None:
    work.at["map"] = held = Held()
    line.tell(OpenRegion(1, Sources()))
    assert held.reached.wait(SOON_S)
    line.tell_now(planning(2, Sources(), region_of=1))
    del work.at["map"]
    held.go_on.set()
    assert line.said(5) == ["RegionRead", "Cancelled", "MapRead", "CandidatesFound", "Planned"]


def test_heights_that_are_named_later_or_changed_are_read(
    line: FakeConnection, work: FakeWorkflow, tmp_path: Path
) -> None:
    sources, heights = file_sources(tmp_path), tmp_path / "heights.tif"
    heights.write_bytes(b"one")
    line.tell(OpenRegion(1, sources))
    line.said(2)
    higher = sources.model_copy(update={"elevation": (heights,)})
    line.tell(planning(2, higher, region_of=1, map_of=1))
    assert line.said(4) == ["RegionRead", "MapRead", "CandidatesFound", "Planned"]
    heights.write_bytes(b"another")
    line.tell(planning(3, higher, region_of=2, map_of=2))
    assert line.said(4) == ["RegionRead", "MapRead", "CandidatesFound", "Planned"]
    assert work.done.count("open") == 3


def test_the_window_is_not_sent_the_heights_that_only_the_search_needs(
    line: FakeConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Ground] = []
    high = replace(region(), terrain=Terrain((), ()))

    def lay_out(ground: Ground, *_: object) -> Proposal:
        seen.append(ground)
        return proposal("A")

    monkeypatch.setattr(workflow, "open_region", lambda *_: high)
    monkeypatch.setattr(workflow, "lay_out", lay_out)
    line.tell(OpenRegion(1, Sources()))
    assert line.next().region.terrain is None
    line.said(1)
    line.tell(planning(2, Sources(), region_of=1, map_of=1))
    line.said(1)
    assert [(one.roads, one.terrain) for one in seen] == [(high.roads, high.terrain)]


def test_a_file_that_changed_is_read_again(line: FakeConnection, work: FakeWorkflow, tmp_path: Path) -> None:
    sources = file_sources(tmp_path)
    line.tell(OpenRegion(1, sources), OpenRegion(2, sources))
    while not isinstance(message := line.next(), MapRead) or message.job != 2:
        pass
    opened = work.done.count("open")
    sources.osm[0].write_text("<osm></osm>")
    line.tell(OpenRegion(3, sources))
    line.said(2)
    line.tell(OpenRegion(4, sources))
    assert line.said(2) == ["RegionRead", "MapRead"]
    assert work.done.count("open") == opened + 1


@pytest.mark.parametrize("step", ["open", "map", "plan"])
def test_a_cancelled_job_says_so_and_the_next_is_done(
    line: FakeConnection, work: FakeWorkflow, step: str
) -> None:
    work.at[step] = held = Held()
    line.tell(planning(1, Sources()))
    assert held.reached.wait(SOON_S)
    line.tell_now(Cancel())
    held.go_on.set()
    while not isinstance(message := line.next(), Cancelled):
        assert not isinstance(message, Planned)
    assert message == Cancelled(1)
    del work.at[step]
    line.tell(OpenRegion(2, Sources()))
    assert line.said(2) == ["RegionRead", "MapRead"]


def test_jobs_that_were_replaced_are_answered(line: FakeConnection, work: FakeWorkflow) -> None:
    work.at["open"] = held = Held()
    line.tell(OpenRegion(1, Sources()))
    assert held.reached.wait(SOON_S)
    line.tell_now(OpenRegion(2, Sources()), OpenRegion(3, Sources()))
    del work.at["open"]
    held.go_on.set()
    answers = [line.next() for _ in range(4)]
    assert answers[:2] == [Cancelled(1), Cancelled(2)]
    assert [answer.job for answer in answers[2:]] == [3, 3]


def raising(error: BaseException) -> Callable[[Progress], object]:
    def act(_progress: Progress) -> None:
        raise error

    return act


def test_wrong_input_is_told_in_its_words_and_the_region_stays(
    line: FakeConnection, work: FakeWorkflow, tmp_path: Path
) -> None:
    line.tell(OpenRegion(1, Sources()))
    line.said(2)
    odd = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no text")
    work.at["open"] = raising(OsmFileError("x.osm", text("broken ({why})", why=odd), text("mend it")))
    line.tell(OpenRegion(2, file_sources(tmp_path)))
    failed = line.next()
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, OsmFileError)
    assert str(failed.error) == f"x.osm: broken ({odd}); mend it"
    assert not any(isinstance(value, Exception) for value in failed.error.problem.params.values())
    assert failed.trace is None
    line.tell(planning(3, Sources(), region_of=1, map_of=1))
    assert line.said(2) == ["CandidatesFound", "Planned"]


def test_an_error_of_the_program_is_told_with_its_trace_and_the_engine_lives_on(
    line: FakeConnection, work: FakeWorkflow
) -> None:
    work.at["map"] = raising(ZeroDivisionError("what now"))
    line.tell(OpenRegion(1, Sources()))
    assert line.said(1) == ["RegionRead"]
    failed = line.next()
    assert isinstance(failed, Failed)
    assert "ZeroDivisionError: what now" in str(failed.error)
    assert failed.trace is not None
    assert "Traceback" in failed.trace
    del work.at["map"]
    line.tell(OpenRegion(2, Sources()))
    assert line.said(2) == ["RegionRead", "MapRead"]


def test_too_little_memory_is_no_error_of_the_program(line: FakeConnection, work: FakeWorkflow) -> None:
    work.at["open"] = raising(MemoryError())
    line.tell(OpenRegion(1, Sources()))
    failed = line.next()
    assert isinstance(failed, Failed)
    assert "memory" in str(failed.error)
    assert failed.trace is None


def test_reports_are_few_but_new_words_always_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    now_s = 100.0
    monkeypatch.setattr("courseplanner.ui.jobs.process.time.monotonic", lambda: now_s)
    reporter = process._Reporter(sent.append, 1)
    for step in range(100):
        now_s += 0.001
        reporter(step / 100, text("reading {step}", step=step))
    reporter(1.0, text("compiling"))
    assert 2 <= len(sent) <= 4
    assert [sent[0].fraction, str(sent[-1].words)] == [0.0, "compiling"]


def test_the_search_is_loaded_once_after_the_first_region_unless_a_job_comes(
    line: FakeConnection, work: FakeWorkflow
) -> None:
    begun, loaded = threading.Event(), threading.Event()
    go_on = threading.Event()

    def load(check: Callable[[], None]) -> None:
        begun.set()
        assert go_on.wait(SOON_S)
        check()
        loaded.set()

    work.warm_up = load
    line.tell(OpenRegion(1, Sources()))
    assert begun.wait(SOON_S)
    line.tell_now(OpenRegion(2, Sources()))
    line.said(2)
    go_on.set()
    assert line.said(2) == ["RegionRead", "MapRead"]
    assert loaded.wait(SOON_S)
    begun.clear()
    line.tell(OpenRegion(3, Sources()))
    line.said(2)
    line.tell(planning(4, Sources(), region_of=3, map_of=3))
    line.said(2)
    assert not begun.is_set()


@pytest.mark.parametrize("end", [Stop(), None])
def test_ends_in_the_middle_of_work(work: FakeWorkflow, end: Stop | None) -> None:
    work.at["open"] = held = Held()
    connection = FakeConnection()
    ended = threading.Thread(target=run_engine, args=(connection,), kwargs={"with_page": False})
    ended.start()
    connection.tell(OpenRegion(1, Sources()))
    assert held.reached.wait(SOON_S)
    connection.tell(end)
    held.go_on.set()
    ended.join(SOON_S)
    assert not ended.is_alive()


def test_work_that_does_not_see_the_end_is_given_up(
    work: FakeWorkflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_STOP_WITHIN_S", 0.01)
    given_up = threading.Event()
    work.at["open"] = held = Held()
    connection = FakeConnection()
    options = {"with_page": False, "give_up": given_up.set}
    ended = threading.Thread(target=run_engine, args=(connection,), kwargs=options)
    ended.start()
    connection.tell(OpenRegion(1, Sources()))
    assert held.reached.wait(SOON_S)
    connection.tell(Stop())
    assert given_up.wait(SOON_S)
    held.go_on.set()
    ended.join(SOON_S)


def test_a_window_that_is_gone_ends_the_engine(work: FakeWorkflow) -> None:
    class Deaf(FakeConnection):
        def send(self, value: object) -> None:
            raise GoneError(value)

    connection = Deaf()
    connection.tell(OpenRegion(1, Sources()))
    run_engine(connection, with_page=False)
    assert work.done == ["open"]
    connection.tell(None)


NO_QT = """
import sys
from courseplanner.ui.jobs import entry, process
from courseplanner.ui.map import basemap_bytes, page
page.map_page()
print(*sorted(name for name in sys.modules if "PySide6" in name or "shiboken" in name))
"""


def test_there_is_no_qt_in_the_engine() -> None:
    done = subprocess.run([sys.executable, "-c", NO_QT], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
