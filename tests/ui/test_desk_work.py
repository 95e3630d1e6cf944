"""The desk: planning, and what goes wrong meanwhile."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from courseplanner.base.i18n import text
from courseplanner.ui.jobs.messages import Died, PageBuilt, Reported
from courseplanner.ui.state import Work
from fakes.controller_room import BRIEF, ControllerRoom
from handmade import NOTHING_FITS

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def room(tmp_path: Path) -> ControllerRoom:
    return ControllerRoom(tmp_path)


# Planning


def test_candidates_come_while_the_search_goes_on(room: ControllerRoom) -> None:
    room.open_brief()
    room.controller.plan()
    assert room.newest_plan().brief is room.document.brief
    assert room.searches()
    room.say_found("A")
    assert room.document.picked == "A"
    assert room.searches()
    room.say_planned("A", "B")
    assert [one.id for one in room.document.candidates] == ["A", "B"]
    assert not room.searches()
    assert not room.works()


def test_what_binds_is_kept_where_no_course_fits(room: ControllerRoom) -> None:
    room.open_brief()
    room.controller.plan()
    room.say_planned(answer=NOTHING_FITS)
    assert room.document.unmet == NOTHING_FITS.unmet
    assert room.document.course is None
    assert room.notices == []


def test_a_wrong_brief_is_not_planned(room: ControllerRoom) -> None:
    room.open_brief()
    room.controller.set_value("course", "villages", -1)
    room.controller.plan()
    assert room.jobs == ["read valley"]
    assert len(room.notices) == 1


def test_planning_while_the_region_is_read_waits_for_it(room: ControllerRoom) -> None:
    room.controller.open_file(room.brief)
    room.controller.plan()
    room.controller.plan()
    assert room.jobs == ["read valley"]
    room.say_region()
    room.say_map()
    assert room.jobs == ["read valley", "plan"]


def test_planning_once_the_roads_are_there_does_not_wait_for_the_map(room: ControllerRoom) -> None:
    room.controller.open_file(room.brief)
    room.say_region()
    room.controller.plan()
    assert room.jobs == ["read valley", "plan"]
    room.say_map()  # within the search
    assert room.works()
    assert room.searches()


def test_planning_what_is_open_gives_up_what_was_to_be_opened(room: ControllerRoom) -> None:
    room.open_brief()
    room.controller.open_file(room.hills)
    room.controller.plan()
    assert room.jobs == ["read valley", "read hills", "plan"]
    room.say_region()  # the engine may have to read it again
    room.say_planned("A")
    assert room.document.draft.path == room.brief
    assert [one.id for one in room.document.candidates] == ["A"]


def test_opening_with_a_plan_plans_once(room: ControllerRoom) -> None:
    room.controller.open_file(room.brief, then_plan=True)
    room.say_region()
    assert room.jobs == ["read valley"]
    room.say_map()
    assert room.jobs == ["read valley", "plan"]
    room.say_map()
    room.say_planned("A")
    room.controller.set_value("region", "osm", ["hills.osm"])
    room.say_region()
    room.say_map()
    assert room.jobs == ["read valley", "plan", "read hills"]


def test_opening_with_a_plan_where_the_region_is_there_plans_at_once(room: ControllerRoom) -> None:
    room.open_brief()
    room.controller.open_file(room.brief, then_plan=True)
    assert room.jobs == ["read valley", "plan"]


def test_a_wish_to_plan_ends_with_the_errors_that_stop_it(room: ControllerRoom) -> None:
    room.brief.write_text(BRIEF.replace("Mill", "Nowhere"))
    room.controller.open_file(room.brief, then_plan=True)
    room.say_region()
    room.say_map()
    assert room.jobs == ["read valley"]
    assert len(room.notices) == 1
    room.controller.set_value("course", "start", "Mill")
    room.controller.set_value("region", "osm", ["hills.osm"])
    room.say_region()
    room.say_map()
    assert room.jobs == ["read valley", "read hills"]


def test_a_plan_that_is_replaced_by_an_opening_is_over(room: ControllerRoom) -> None:
    room.open_brief()
    room.controller.plan()
    room.say_found("A")
    room.controller.open_file(room.hills)
    assert not room.searches()
    room.say_failed()
    assert [one.id for one in room.document.candidates] == ["A"]
    assert not room.works()


# What goes wrong


def test_a_failure_of_the_program_is_logged_and_told_without_its_trace(
    room: ControllerRoom, caplog: pytest.LogCaptureFixture
) -> None:
    room.open_brief()
    room.controller.plan()
    with caplog.at_level(logging.ERROR):
        room.say_failed("Traceback (most recent call last):\n  deep inside")
    assert "deep inside" in caplog.text
    assert "Traceback" not in room.told[0]
    assert not room.works()
    assert not room.searches()


def test_an_engine_that_dies_leaves_what_is_there(
    room: ControllerRoom, caplog: pytest.LogCaptureFixture
) -> None:
    room.planned("A")
    room.controller.plan()
    with caplog.at_level(logging.ERROR):
        room.engine.say(Died(room.engine.job, -9))
    assert "-9" in caplog.text
    assert [one.id for one in room.document.candidates] == ["A"]
    assert not room.works()
    assert not room.searches()
    assert "memory" in room.told[0]
    room.controller.plan()
    assert room.jobs[-1] == "plan"


def test_an_engine_that_dies_without_work_bothers_nobody(
    room: ControllerRoom, caplog: pytest.LogCaptureFixture
) -> None:
    room.open_brief()
    with caplog.at_level(logging.ERROR):
        room.engine.say(Died(None, 1))
    assert room.notices == []
    assert caplog.records


def test_a_region_that_failed_is_tried_again_only_on_demand(room: ControllerRoom) -> None:
    room.controller.open_file(room.brief)
    room.say_failed()
    for name in ("V", "Va", "Val"):
        room.controller.set_value("event", "name", name)
    assert room.jobs == ["read valley"]
    room.controller.plan()
    assert room.jobs == ["read valley", "read valley"]
    room.say_failed()
    assert room.jobs == ["read valley", "read valley"]
    assert len(room.notices) == 2
    assert not room.works()


def test_cancelling_keeps_what_came(room: ControllerRoom) -> None:
    room.open_brief()
    room.controller.plan()
    room.say_found("A", "B")
    room.controller.cancel()
    assert room.engine.cancels == 2
    assert room.works()  # until it really ended
    room.say_cancelled()
    assert not room.works()
    assert not room.searches()
    assert [one.id for one in room.document.candidates] == ["A", "B"]


def test_cancelling_an_opening_keeps_the_document_even_if_the_region_was_on_its_way(
    room: ControllerRoom,
) -> None:
    room.planned("A")
    before = room.document
    room.controller.open_file(room.hills)
    room.controller.cancel()
    room.say_region()
    room.say_map(b"hills")
    room.say_cancelled()
    assert room.document is before
    assert room.maps == [b"map"]
    assert not room.works()
    assert room.opened == [room.brief]


@pytest.mark.parametrize("ending", ["say_failed", "say_cancelled"])
def test_a_wish_to_plan_ends_with_what_was_read(room: ControllerRoom, ending: str) -> None:
    room.controller.open_file(room.brief, then_plan=True)
    getattr(room, ending)()
    room.controller.set_value("region", "osm", ["hills.osm"])
    room.say_region()
    room.say_map()
    assert room.jobs == ["read valley", "read hills"]


def test_a_wish_to_plan_is_not_one_for_what_is_opened_next(room: ControllerRoom) -> None:
    room.controller.open_file(room.brief, then_plan=True)
    room.controller.open_file(room.hills)
    room.say_region()
    room.say_map()
    assert room.jobs == ["read valley", "read hills"]


def test_cancelling_takes_back_the_wish_to_plan(room: ControllerRoom) -> None:
    room.controller.open_file(room.brief, then_plan=True)
    room.controller.cancel()
    room.say_region()
    room.say_map()
    assert room.jobs == ["read valley"]


def test_reports_become_work(room: ControllerRoom) -> None:
    room.controller.open_file(room.brief)
    room.engine.say(Reported(room.engine.job, 0.25, text("reading roads")))
    assert room.controller.work == Work(0.25, text("reading roads"))


def test_the_page_of_the_map_is_passed_on(room: ControllerRoom) -> None:
    pages: list[bytes] = []
    room.controller.page_built.connect(pages.append)
    room.engine.say(PageBuilt(b"<html>"))
    assert pages == [b"<html>"]
