"""Which of the jobs that were asked for is done, and which are given up."""

from __future__ import annotations

import threading

import pytest

from courseplanner.base.i18n import Text, text
from courseplanner.model.brief.brief import Sources
from courseplanner.ui.jobs.inbox import Errand, Inbox, Job
from courseplanner.ui.jobs.messages import Cancel, OpenRegion, Stop


@pytest.fixture
def inbox() -> Inbox:
    return Inbox(lambda _job: lambda _fraction, _words: None)


def job(number: int) -> OpenRegion:
    return OpenRegion(number, Sources())


def taken(inbox: Inbox) -> Errand:
    errand = inbox.take()
    assert errand is not None
    return errand


def test_a_newer_job_replaces_one_that_waits(inbox: Inbox) -> None:
    for number in (1, 2, 3):
        inbox.put(job(number))
    errand = taken(inbox)
    assert (errand.given_up, errand.job) == ((1, 2), job(3))
    assert not errand.progress.cancelled
    assert inbox.is_empty


@pytest.mark.parametrize("message", [job(2), Cancel(), Stop()])
def test_anything_new_cancels_what_is_being_done(inbox: Inbox, message: OpenRegion | Cancel | Stop) -> None:
    inbox.put(job(1))
    running = taken(inbox)
    inbox.put(message)
    assert running.progress.cancelled


def test_cancel_gives_up_what_waits(inbox: Inbox) -> None:
    inbox.put(job(1))
    inbox.put(Cancel())
    assert not inbox.is_empty
    errand = taken(inbox)
    assert (errand.given_up, errand.job) == ((1,), None)


def test_a_cancel_of_before_does_not_touch_what_comes_after(inbox: Inbox) -> None:
    inbox.put(Cancel())
    inbox.put(job(1))
    assert not taken(inbox).progress.cancelled


def test_after_stop_there_is_nothing_to_do(inbox: Inbox) -> None:
    inbox.put(job(1))
    inbox.put(Stop())
    assert inbox.take() is None


def test_waits_for_a_message(inbox: Inbox) -> None:
    later = threading.Timer(0.01, lambda: inbox.put(job(1)))
    later.start()
    assert taken(inbox).job == job(1)
    later.join()


def test_progress_is_told_to_the_listener_of_the_job() -> None:
    heard: list[tuple[int, float]] = []

    def listener_of(job: Job) -> object:
        def listen(fraction: float, _words: Text) -> None:
            heard.append((job.job, fraction))

        return listen

    inbox = Inbox(listener_of)  # type: ignore[arg-type]
    inbox.put(job(7))
    taken(inbox).progress.report(0.5, text("half"))
    assert heard == [(7, 0.5)]
