"""A form over a brief, with a stand-in for the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from courseplanner.ui.panels.brief.panel import BriefPanel
from fakes.brief_desk import BriefDesk

PLAIN = """schema = 1

[event]
name = "Riverside"
distance = "half-marathon"

[region]
osm = ["valley.osm"]
"""


@pytest.fixture
def form(qtbot: QtBot, tmp_path: Path) -> Callable[..., BriefDesk]:
    """Show a brief in a form: a plain one, with what is given added at its end."""

    def show(added: str = "", whole: str | None = None) -> BriefDesk:
        (tmp_path / "valley.osm").write_text("<osm/>", encoding="utf-8")
        path = tmp_path / "race.toml"
        path.write_text(PLAIN + added if whole is None else whole, encoding="utf-8")
        panel = BriefPanel()
        qtbot.addWidget(panel)
        panel.resize(300, 560)
        controller = BriefDesk(panel, path)
        panel.show()
        return controller

    return show
