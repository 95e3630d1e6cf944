"""Chinese names are letters, in the windows and on the map, whichever fonts the system has."""

from __future__ import annotations

import io
import json
import os
import string
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from courseplanner.base import assets
from courseplanner.export.sheet.drawing.face import face

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks fontconfig, as Linux does")

CHINESE = "万峰林"
LATIN = "plain latin"
NOTO = "noto sans cjk sc"
_PATIENCE_S = 300

START = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication
import courseplanner.ui.shell.session
from courseplanner.ui.shell import app
from courseplanner.ui.map.page import map_page

DRAWN = '''JSON.stringify([..."万峰林\\\\uffff"].map((letter) => {
    const canvas = new OffscreenCanvas(40, 40);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.font = "24px " + courseplanner.basemapStyle.FONT;
    context.fillText(letter, 5, 30);
    return context.getImageData(0, 0, 40, 40).data.join();
}))'''

def family(letter):
    layout = QTextLayout(letter, QApplication.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    run = layout.glyphRuns()[0]
    return run.rawFont().familyName().casefold() if all(run.glyphIndexes()) else None

class Session:
    def __init__(self, _engine, _store, page):
        self.page = page

    def take_faults(self): pass
    def watch_signals(self): pass

    def begin(self, _file):
        self.page.loadFinished.connect(lambda _: self.page.page().runJavaScript(DRAWN, 0, self.tell))
        QTimer.singleShot(0, lambda: self.page.load_page(map_page()))

    def tell(self, drawn):
        *chinese, none = json.loads(drawn)
        on_map = len({*chinese, none}) == len(chinese) + 1
        print(json.dumps({"windows": {letter: family(letter) for letter in "万峰林abc"}, "map": on_map}))
        QApplication.exit()

    def end(self):
        self.page.close_page()

courseplanner.ui.shell.session.Session = Session
sys.exit(app._run(None, None, Path("none.toml")))
"""


def shown_with(folder: Path, *fonts: Path, start: str = START) -> dict[str, Any]:
    """Start the app where these are all fonts; tell the family of each letter and whether the map has all."""
    conf = folder / "fonts.conf"
    listed = "".join(f"<dir>{font}</dir>" for font in fonts)
    conf.write_text(f"<fontconfig>{listed}<cachedir>{folder / 'cache'}</cachedir></fontconfig>")
    home = {name: str(folder) for name in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")}
    done = subprocess.run(
        [sys.executable, "-c", start],
        env={**os.environ, **home, "FONTCONFIG_FILE": str(conf), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=_PATIENCE_S,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _name(font: TTFont, family: str) -> None:
    font["name"].names = []
    for number, words in ((1, family), (2, "Regular"), (4, family), (6, family.replace(" ", ""))):
        font["name"].setName(words, number, 3, 1, 0x409)


@pytest.fixture
def latin(tmp_path: Path) -> Path:
    """A font of Latin letters, as a system without Chinese has it."""
    _, content = face().embedded(frozenset(string.ascii_letters + " "))
    font = TTFont(io.BytesIO(content))
    _name(font, LATIN)
    path = tmp_path / "fonts" / "latin.ttf"
    path.parent.mkdir()
    font.save(path)
    return path


def test_a_system_without_chinese_shows_chinese_and_its_own_latin(latin: Path, tmp_path: Path) -> None:
    shown = shown_with(tmp_path, latin.parent)
    assert {shown["windows"][letter] for letter in CHINESE} == {NOTO}
    assert {shown["windows"][letter] for letter in "abc"} == {LATIN}
    assert shown["map"]


def test_a_system_without_any_font_shows_all_letters(tmp_path: Path) -> None:
    shown = shown_with(tmp_path)
    assert {shown["windows"][letter] for letter in f"{CHINESE}abc"} == {NOTO}
    assert shown["map"]


def test_a_system_with_chinese_keeps_its_own(latin: Path, tmp_path: Path) -> None:
    with TTFont(assets.chinese_font(), fontNumber=2, lazy=True) as own:
        _name(own, "own chinese")
        own.save(latin.parent / "chinese.otf")
    shown = shown_with(tmp_path, latin.parent)
    assert {shown["windows"][letter] for letter in CHINESE} == {"own chinese"}
    assert shown["map"]


def test_a_font_that_is_missing_is_told_and_ends_nothing(latin: Path, tmp_path: Path) -> None:
    broken = START.replace(
        "courseplanner.ui.shell.session.Session =",
        "from courseplanner.base import assets\n"
        "assets.chinese_font = lambda: Path('nowhere.ttc')\n"
        "courseplanner.ui.shell.session.Session =",
    )
    shown = shown_with(tmp_path, latin.parent, start=broken)
    assert {shown["windows"][letter] for letter in CHINESE} == {None}
    assert {shown["windows"][letter] for letter in "abc"} == {LATIN}
    assert not shown["map"]
    log = next(tmp_path.rglob("courseplanner.log")).read_text(encoding="utf-8")
    assert "nowhere.ttc can't be loaded: Chinese names are shown as boxes" in log
