"""The window lies wholly on its screen: frame, task bar and status line included."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize

from courseplanner.ui.shell.placing import FRAME, TASK_BAR_PX, WANTED, inside, room

SHOW = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from courseplanner.ui.shell.window import Layout
from fakes.window_room import WindowRoom

app = QApplication([])
made = WindowRoom(Path(sys.argv[1]))
made.planned("A", "B")
window = made.window
if len(sys.argv) > 2:
    window.restore(Layout(sys.argv[2]))
window.show()
QTest.qWait(300)
frame, available = window.frameGeometry(), window.screen().availableGeometry()
status = window.statusBar()
status = QRect(status.mapToGlobal(status.rect().topLeft()), status.size())
middle = made.panels.map
print(json.dumps({
    "status": available.contains(status) and status.height() > 10,
    "frame": available.contains(frame),
    "size": [window.width(), window.height()],
    "map": [middle.width(), middle.height()],
    "maximized": window.isMaximized(),
    "geometry": window.layout_now().geometry,
}))
window.close()
window.deleteLater()
app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
"""


def shown_on(width: int, height: int, folder: Path, *kept: str) -> dict[str, Any]:
    """Show the window on a screen of this size, by the platform of Qt that has no real one, with frames."""
    screens = {
        "screens": [{"name": "screen", "x": 0, "y": 0, "width": width, "height": height}],
        "windowFrameMargins": True,
    }
    config = folder / f"{width}.json"
    config.write_text(json.dumps(screens))
    path = os.pathsep.join((str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")))
    done = subprocess.run(
        [sys.executable, "-c", SHOW, str(folder), *kept],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}", "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1280, 720), (1024, 640)])
def test_on_a_small_screen_the_window_takes_all_of_it(width: int, height: int, tmp_path: Path) -> None:
    shown = shown_on(width, height, tmp_path)
    assert shown["maximized"]
    assert shown["status"]
    assert shown["map"][0] >= 300
    assert shown["map"][1] >= 150


def test_on_a_large_screen_the_window_takes_the_size_that_is_wanted(tmp_path: Path) -> None:
    shown = shown_on(1920, 1080, tmp_path)
    assert not shown["maximized"]
    assert shown["frame"]
    assert shown["size"] == [WANTED.width(), WANTED.height()]


def test_a_window_that_was_kept_from_a_larger_screen_comes_inside(tmp_path: Path) -> None:
    kept = shown_on(1600, 900, tmp_path)  # Qt itself takes nothing that was kept from a much larger screen
    assert not kept["maximized"]
    shown = shown_on(1366, 768, tmp_path, kept["geometry"])
    assert not shown["maximized"]
    assert shown["frame"]
    assert shown["status"]


def test_where_the_system_tells_of_no_task_bar_one_is_allowed_for() -> None:
    screen = QRect(0, 0, 1366, 768)
    assert room(screen, screen) == screen.size() - FRAME - QSize(0, TASK_BAR_PX)
    told = QRect(0, 32, 1366, 736)
    assert room(told, screen) == told.size() - FRAME


SIDES = st.integers(400, 4_000)
PLACES = st.integers(-3_000, 3_000)
BORDERS = st.integers(0, 60)


@given(PLACES, PLACES, SIDES, SIDES, BORDERS, BORDERS, st.integers(0, 100), st.integers(0, 100), SIDES, SIDES)
def test_a_frame_comes_inside_and_one_that_is_stays(
    x: int,
    y: int,
    width: int,
    height: int,
    border: int,
    title: int,
    left: int,
    top: int,
    wide: int,
    high: int,
) -> None:
    window = QRect(x, y, width, height)
    available = QRect(left, top, wide, high)
    frame = window.adjusted(-border, -title, border, border)
    placed = inside(window, frame, available)
    framed = placed.adjusted(-border, -title, border, border)
    assert available.contains(framed)
    assert placed.width() <= width
    assert placed.height() <= height
    if available.contains(frame):
        assert placed == window
