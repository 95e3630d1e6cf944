"""The page of a course in a real browser: it draws all, asks for nothing, and its scripts find no fault."""

from __future__ import annotations

import json
from typing import Any

import pytest
import shiboken6
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot

from courseplanner.export.formats import exporters
from courseplanner.ui.map.scheme import OnlyOurs
from export.formats.lines import package


class Page(QWebEnginePage):
    """A page that keeps what its scripts complain of."""

    def __init__(self, profile: QWebEngineProfile) -> None:
        super().__init__(profile)
        self.complaints: list[str] = []

    def javaScriptConsoleMessage(self, _level: Any, message: str, line: int, _source: str) -> None:  # noqa: N802
        self.complaints.append(f"{line}: {message}")


@pytest.mark.parametrize("heights", [False, True])
def test_a_browser_draws_the_course(qtbot: QtBot, map_services: Any, *, heights: bool) -> None:
    del map_services  # its browser is started as the tests want it
    profile = QWebEngineProfile()
    guard = OnlyOurs(profile)
    profile.setUrlRequestInterceptor(guard)
    page, view = Page(profile), QWebEngineView()
    view.setPage(page)
    view.resize(900, 700)
    view.show()
    asked = package("handmade", heights=heights, words="<b>Run</b>")
    with qtbot.waitSignal(page.loadFinished):
        page.setHtml(exporters()["html"].write(asked).decode("utf-8"))

    def asks(code: str) -> Any:
        answers: list[str] = []
        page.runJavaScript(f"JSON.stringify({code})", 0, answers.append)
        qtbot.waitUntil(lambda: bool(answers))
        return json.loads(answers[0])

    kilometres = sum(mark.type == "km" for mark in asked.marks)
    assert asks("document.querySelectorAll('.leaflet-marker-icon.km').length") == kilometres
    assert asks("document.querySelectorAll('path.leaflet-interactive').length") >= 2
    assert asks("document.querySelectorAll('.leaflet-control-layers-overlays input').length") == 5
    assert asks("document.querySelector('h1').textContent") == "<b>Run</b> A"
    assert asks("document.querySelectorAll('.profile svg').length") == int(heights)
    assert page.complaints == []
    assert guard.blocked == []
    # In this order: a page must go before its profile.
    shiboken6.delete(view)
    shiboken6.delete(page)
