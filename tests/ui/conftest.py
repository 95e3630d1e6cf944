"""What tests of widgets share: Chromium anywhere, its scheme known in time, one profile, patience."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

import pytest

os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")

from PySide6.QtWebEngineCore import QWebEngineProfile
from pytestqt.qtbot import QtBot

from courseplanner.ui.map.chromium import prepare_chromium
from courseplanner.ui.map.scheme import MapServer, OnlyOurs
from courseplanner.ui.map.view import map_profile
from ui.patience import PatientQtBot

# Chromium must learn of the scheme before the application is made, thus before any fixture.
prepare_chromium()


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> QtBot:  # noqa: ARG001
    """Stands in for the one of pytest-qt."""
    return PatientQtBot(request)


@dataclass(frozen=True)
class MapServices:
    """The one profile of Chromium, what serves it, and what keeps all else out."""

    profile: QWebEngineProfile
    server: MapServer
    guard: OnlyOurs


@pytest.fixture(scope="session")
def map_services(qapp: Any) -> MapServices:
    """One for the session: it must outlive every page."""
    profile = QWebEngineProfile(qapp)
    assert profile.isOffTheRecord()
    return MapServices(profile, *map_profile(profile))
