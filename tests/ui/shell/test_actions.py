"""The table of the actions, and what is made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from courseplanner.base.i18n import Text, text
from courseplanner.brief.draft import new_draft
from courseplanner.brief.problem import BriefProblem
from courseplanner.project.document import Document
from courseplanner.ui.shell.actions import ACTIONS, MENUS, PICK_KEYS, build_actions, enable_actions, in_menu
from courseplanner.ui.state import Work
from handmade import brief, candidate, region

EMPTY = Document(new_draft())
WRONG = replace(
    EMPTY, brief=brief(), problems=(BriefProblem("event", "name", None, text("it is missing"), text("")),)
)
READY = replace(EMPTY, brief=brief(), region=region())
PLANNED = replace(READY, candidates=(candidate("A"),), picked="A")
WORK = Work(0.5, text("searching"))


def test_ids_and_labels_are_distinct() -> None:
    for names in ([spec.id for spec in ACTIONS], [str(spec.label) for spec in ACTIONS]):
        assert len(set(names)) == len(names)


def test_no_shortcut_stands_twice_nor_is_one_of_the_numbers_that_pick() -> None:
    keys = [QKeySequence(key).toString() for spec in ACTIONS for key in spec.keys]
    keys += [QKeySequence(str(number)).toString() for number in range(1, PICK_KEYS + 1)]
    assert all(keys)
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_the_steps_of_the_loop_of_work_have_their_keys() -> None:
    keys = {spec.id: spec.keys for spec in ACTIONS}
    assert "Ctrl+E" in keys["export-gpx"]
    assert "Esc" in keys["cancel"]
    assert "Ctrl+K" in keys["find-action"]


def test_every_word_can_be_translated() -> None:
    words = [*MENUS.values(), *(word for spec in ACTIONS for word in (spec.label, spec.hint))]
    assert {type(word) for word in words} == {Text}
    assert all(str(word) for word in words)
    assert all(str(spec.hint).endswith(".") for spec in ACTIONS)
    assert not any("…" in str(spec.label) for spec in ACTIONS)  # the dots are added


def test_each_stands_in_one_menu() -> None:
    placed = [spec.id for menu in MENUS for spec in in_menu(menu)]
    assert sorted(placed) == sorted(spec.id for spec in ACTIONS)


def test_letters_of_menus_are_distinct() -> None:
    letters = [str(label).partition("&")[2][0].casefold() for label in MENUS.values()]
    assert len(set(letters)) == len(letters)


class Runs:
    def __init__(self) -> None:
        self.ran: list[str] = []
        self.by_id: dict[str, Callable[[], object]] = {
            spec.id: partial(self.ran.append, spec.id) for spec in ACTIONS
        }


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_each_runs_what_is_given_for_it(parent: QWidget) -> None:
    runs = Runs()
    actions = build_actions(parent, runs.by_id)
    for action in actions.values():
        action.trigger()
    assert runs.ran == [spec.id for spec in ACTIONS]


def test_an_action_without_a_runner_is_an_error(parent: QWidget) -> None:
    runs = Runs()
    del runs.by_id["save"]
    with pytest.raises(KeyError):
        build_actions(parent, runs.by_id)


def test_dots_tell_that_a_question_follows(parent: QWidget) -> None:
    actions = build_actions(parent, Runs().by_id)
    assert actions["open"].text() == "Open…"
    assert actions["save"].text() == "Save the brief"


def test_one_theme_is_chosen_and_a_switch_is_on_or_off(parent: QWidget) -> None:
    actions = build_actions(parent, Runs().by_id)
    actions["theme-dark"].trigger()
    actions["theme-light"].trigger()
    assert [name for name, action in actions.items() if action.isChecked()] == ["theme-light"]
    actions["software-map"].trigger()
    assert actions["software-map"].isChecked()
    actions["software-map"].trigger()
    assert not actions["software-map"].isChecked()
    assert not actions["save"].isCheckable()


ON_A_COURSE = {"export-gpx", "export-as", "next-candidate", "previous-candidate", "show-course"}


@pytest.mark.parametrize(
    ("document", "work", "not_now"),
    [
        (EMPTY, None, {"plan", "cancel", "show-region", *ON_A_COURSE}),
        (EMPTY, WORK, {"plan", "show-region", *ON_A_COURSE}),
        (WRONG, None, {"plan", "cancel", "show-region", *ON_A_COURSE}),
        (READY, None, {"cancel", *ON_A_COURSE}),
        (PLANNED, None, {"cancel"}),
        (PLANNED, WORK, set()),
    ],
)
def test_only_what_can_be_done_now_can_be_chosen(
    parent: QWidget, document: Document, work: Work | None, not_now: set[str]
) -> None:
    actions = build_actions(parent, Runs().by_id)
    enable_actions(actions, document, work)
    assert {name for name, action in actions.items() if not action.isEnabled()} == not_now
