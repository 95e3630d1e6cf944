from __future__ import annotations

import json
import logging

import pytest

from courseplanner.ui.map.bridge import Bridge
from courseplanner.ui.map.messages import CandidatePicked, Fit, PageWords, PointAt, Ready, ShowBasemap

pytestmark = pytest.mark.usefixtures("qapp")

READY = '{"kind": "ready"}'


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def bridge(said: list[str]) -> Bridge:
    made = Bridge()
    made.said.connect(lambda words: said.append(json.loads(words)["kind"]))
    return made


def test_what_is_said_early_waits_for_the_page(bridge: Bridge, said: list[str]) -> None:
    bridge.send(ShowBasemap("x"))
    bridge.send(PageWords({}))
    assert said == []
    bridge.say(READY)
    assert said == ["words", "basemap"]
    bridge.send(PointAt())
    assert said == ["words", "basemap", "point"]


def test_only_the_newest_of_a_kind_waits() -> None:
    bridge = Bridge()
    heard: list[str] = []
    bridge.said.connect(heard.append)
    bridge.send(ShowBasemap("old"))
    bridge.send(ShowBasemap("new"))
    bridge.say(READY)
    assert [json.loads(words)["url"] for words in heard] == ["new"]


def test_a_page_that_is_loaded_anew_is_told_everything_again(bridge: Bridge, said: list[str]) -> None:
    bridge.say(READY)
    bridge.send(Fit((0.0, 0.0, 1.0, 1.0)))
    bridge.page_gone()
    bridge.send(PageWords({}))
    assert said == ["fit"]
    bridge.say(READY)
    assert said == ["fit", "words", "fit"]


def test_messages_of_the_page_come_typed(bridge: Bridge) -> None:
    received: list[object] = []
    bridge.received.connect(received.append)
    bridge.say(READY)
    bridge.say('{"kind": "candidate_picked", "id": "B"}')
    assert received == [Ready(), CandidatePicked("B")]


def test_nonsense_is_logged_and_dropped(bridge: Bridge, caplog: pytest.LogCaptureFixture) -> None:
    received: list[object] = []
    bridge.received.connect(received.append)
    with caplog.at_level(logging.WARNING):
        bridge.say('{"kind": "candidate_picked"}')
        bridge.say("\ud800")
    assert received == []
    assert len(caplog.records) == 2
    assert "candidate_picked" in caplog.text
