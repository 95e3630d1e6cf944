"""The client with the real engine in its own process, on the sample and on a town of a few streets."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from courseplanner.brief.read import read_brief
from courseplanner.model.brief.brief import Brief, Sources
from courseplanner.ui.jobs.client import EngineClient
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
from layout.maps import brief_text, grid
from ui.patience import SOON_MS

ENDS = (MapRead, Planned, Failed, Cancelled, Died)


class Heard:
    """Keeps what a client says."""

    def __init__(self, qtbot: QtBot, client: EngineClient) -> None:
        self.client = client
        self.messages: list[FromEngine] = []
        self._qtbot = qtbot
        client.said.connect(self.messages.append)

    def until(self, is_meant: Callable[[Any], bool]) -> Any:
        """Wait for a message, and forget all up to it."""

        def there() -> bool:
            return any(is_meant(message) for message in self.messages)

        self._qtbot.waitUntil(there)
        at = next(i for i, message in enumerate(self.messages) if is_meant(message))
        found, self.messages[: at + 1] = self.messages[at], []
        return found

    def until_end_of(self, job: int) -> Any:
        return self.until(lambda message: isinstance(message, ENDS) and message.job == job)

    def until_work_on(self, job: int, words: str = "") -> None:
        self.until(
            lambda message: (
                isinstance(message, Reported) and message.job == job and words in message.words.template
            )
        )


@pytest.fixture
def heard(qtbot: QtBot) -> Iterator[Heard]:
    client = EngineClient(patience_ms=SOON_MS)
    client.start()
    yield Heard(qtbot, client)
    client.close()


@pytest.fixture
def town(tmp_path: Path) -> Brief:
    """A brief of 5 km on blocks, with two villages."""
    small = grid(10, 10, 283.0).village("Dorf", 300.0, 300.0).village("Weiler", 2000.0, 2100.0)
    small.ways[13] = (small.ways[13][0], {"highway": "residential", "motor_vehicle": "no"})
    small.write(tmp_path)
    path = tmp_path / "race.toml"
    path.write_text(brief_text("5km", villages=2, search={"candidates": 2, "time_s": 60.0}), encoding="utf-8")
    return read_brief(path)


@pytest.fixture
def endless(town: Brief) -> Brief:
    """A brief whose search goes on for long."""
    limits = town.limits.model_copy(update={"min_motor_free": 1.0})
    search = town.search.model_copy(update={"time_s": 3600.0})
    course = town.course.model_copy(update={"villages": 0})
    return town.model_copy(update={"limits": limits, "search": search, "course": course})


def pid_of(client: EngineClient) -> int:
    assert client._child is not None
    return client._child._process.pid


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_sample_is_opened_and_planned(heard: Heard, sample: Path) -> None:
    brief = read_brief(sample / "point-to-point-10km.toml")
    opened = heard.client.open_region(brief.region)
    page = heard.until(lambda message: isinstance(message, PageBuilt))
    assert b"<html" in page.html
    read = heard.until(lambda message: isinstance(message, RegionRead))
    assert (read.job, read.sources) == (opened, brief.region)
    assert read.region.places
    with pytest.raises(ValueError, match="read-only"):
        read.region.roads.node_lon[0] = 0.0
    assert len(heard.until_end_of(opened).data) > 10_000

    planned = heard.client.plan(brief)
    coming = heard.until(lambda message: isinstance(message, CandidatesFound))
    assert coming.candidates[0].findings
    answer = heard.until_end_of(planned)
    assert isinstance(answer, Planned)
    assert answer.search_s > 0.0
    candidates = answer.proposal.candidates
    assert len(candidates) == 4
    for candidate in candidates:
        assert candidate.planned_m == pytest.approx(brief.event.target_m, abs=0.01)
        assert {finding.rule for finding in candidate.findings} >= {"LEN-MIN", "AED-TIME", "VILLAGES"}


def test_a_plan_in_a_region_that_was_not_opened_opens_it(heard: Heard, town: Brief) -> None:
    job = heard.client.plan(town)
    assert isinstance(heard.until_end_of(job), MapRead)
    assert isinstance(heard.until_end_of(job), Planned)


def test_a_second_start_replaces_the_first(heard: Heard, town: Brief, endless: Brief) -> None:
    first = heard.client.plan(endless)
    heard.until_work_on(first, "searching")
    second = heard.client.plan(town)
    heard.messages.clear()
    answer = heard.until(lambda message: isinstance(message, Planned))
    assert answer.job == second
    assert {message.job for message in heard.messages if not isinstance(message, PageBuilt)} <= {second}


def test_what_an_open_had_not_told_yet_comes_with_the_plan_that_replaced_it(
    heard: Heard, town: Brief
) -> None:
    heard.client.open_region(town.region)
    job = heard.client.plan(town)
    assert heard.until(lambda message: isinstance(message, RegionRead)).job == job
    assert isinstance(heard.until_end_of(job), MapRead)
    assert isinstance(heard.until_end_of(job), Planned)


def test_a_search_is_cancelled_and_the_engine_stays(heard: Heard, town: Brief, endless: Brief) -> None:
    job = heard.client.plan(endless)
    heard.until_work_on(job, "searching")
    pid = pid_of(heard.client)
    heard.client.cancel()
    assert heard.until_end_of(job) == Cancelled(job)
    assert not any(isinstance(message, Reported) for message in heard.messages)
    assert isinstance(heard.until_end_of(heard.client.plan(town)), Planned)
    assert pid_of(heard.client) == pid


def test_reading_is_cancelled(heard: Heard, shared_data: Path) -> None:
    job = heard.client.open_region(Sources(osm=(shared_data / "osm" / "heidelberg.osm.pbf",)))
    heard.until_work_on(job, "reading")
    heard.client.cancel()
    assert heard.until_end_of(job) == Cancelled(job)


def test_to_cancel_what_has_ended_says_nothing(heard: Heard, town: Brief) -> None:
    heard.client.cancel()
    job = heard.client.open_region(town.region)
    heard.until_end_of(job)
    heard.client.cancel()
    assert isinstance(heard.until_end_of(heard.client.open_region(town.region)), MapRead)
    assert not any(isinstance(message, Cancelled) for message in heard.messages)


def test_a_broken_file_fails_and_the_region_before_stays(heard: Heard, town: Brief, tmp_path: Path) -> None:
    opened = heard.client.open_region(town.region)
    heard.until_end_of(opened)
    broken = tmp_path / "broken.osm.pbf"
    broken.write_bytes(np.random.default_rng(1).bytes(5_000))
    failed = heard.until_end_of(heard.client.open_region(Sources(osm=(broken,))))
    assert isinstance(failed, Failed)
    assert str(broken) in failed.error.where
    assert failed.trace is None
    heard.messages.clear()
    assert isinstance(heard.until_end_of(heard.client.plan(town)), Planned)
    assert not any(isinstance(message, RegionRead) for message in heard.messages)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_an_engine_that_is_killed_is_told_and_the_next_job_starts_another(
    heard: Heard, town: Brief, endless: Brief
) -> None:
    job = heard.client.plan(endless)
    heard.until_work_on(job)
    killed = pid_of(heard.client)
    os.kill(killed, signal.SIGKILL)
    assert heard.until_end_of(job) == Died(job, -signal.SIGKILL)
    again = heard.client.plan(town)
    assert isinstance(heard.until(lambda message: isinstance(message, RegionRead)), RegionRead)
    assert isinstance(heard.until_end_of(again), MapRead)
    assert isinstance(heard.until_end_of(again), Planned)
    assert pid_of(heard.client) != killed
    assert not any(isinstance(message, PageBuilt) for message in heard.messages)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("how", ["cancelled", "replaced"])
def test_an_engine_that_does_not_let_go_is_replaced(qtbot: QtBot, town: Brief, how: str) -> None:
    client = EngineClient(patience_ms=50)
    heard = Heard(qtbot, client)
    job = client.open_region(town.region)
    heard.until_end_of(job)
    job = client.plan(town)
    stuck = pid_of(client)
    os.kill(stuck, signal.SIGSTOP)
    if how == "cancelled":
        client.cancel()
        assert heard.until_end_of(job) == Cancelled(job)
    else:
        job = client.plan(town)
        assert heard.until(lambda message: isinstance(message, RegionRead)).job == job
        assert isinstance(heard.until_end_of(job), MapRead)
        assert isinstance(heard.until_end_of(job), Planned)
    assert pid_of(client) != stuck
    assert not is_running(stuck)
    client.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("stopped", [False, True])
def test_closing_during_work_leaves_nothing(qtbot: QtBot, endless: Brief, stopped: bool) -> None:
    client = EngineClient()
    heard = Heard(qtbot, client)
    heard.until_work_on(client.plan(endless))
    pid = pid_of(client)
    if stopped:
        os.kill(pid, signal.SIGSTOP)
    client.close()
    assert not is_running(pid)
    client.close()
    heard.messages.clear()
    client.plan(endless)
    client.cancel()
    assert client._child is None
    qtbot.wait(1)
    assert heard.messages == []


def test_an_engine_that_cannot_be_started_is_told(
    qtbot: QtBot, town: Brief, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = EngineClient()
    heard = Heard(qtbot, client)
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    job = client.plan(town)
    assert heard.until_end_of(job) == Died(job, None)
    assert "can't be started" in caplog.text
    monkeypatch.undo()
    assert isinstance(heard.until_end_of(client.open_region(town.region)), MapRead)
    client.close()


BEFORE_QT = """
import sys
from courseplanner.model.brief.brief import Sources
from courseplanner.ui.jobs.client import EngineClient
from courseplanner.ui.jobs.messages import MapRead, PageBuilt
from pathlib import Path
client = EngineClient()
client.start()
from PySide6.QtWidgets import QApplication
app = QApplication(["test"])
said = []

def hear(message):
    said.append(type(message).__name__)
    if isinstance(message, MapRead):
        client.close()
        app.quit()

client.said.connect(hear)
client.open_region(Sources(osm=(Path(sys.argv[1]),)))
app.exec()
print(*dict.fromkeys(said))
"""


def test_it_boots_before_qt_in_a_program_without_a_main_module(town: Brief, tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit('a file in the current folder was run')\n")
    command = [sys.executable, "-P", "-W", "error", "-c", BEFORE_QT, str(town.region.osm[0])]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["PageBuilt", "Reported", "RegionRead", "MapRead"]


WITHOUT_CLOSE = """
import sys
from courseplanner.ui.jobs.child import Child
child = Child(lambda _: print(child._process.pid, flush=True), lambda: None, with_page=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_an_engine_ends_with_the_window_that_crashed(qtbot: QtBot) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WITHOUT_CLOSE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as window:
        assert window.stdout is not None
        pid = int(window.stdout.readline())
        assert is_running(pid)
        window.kill()
    qtbot.waitUntil(lambda: not is_running(pid))
