from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from courseplanner.ui.look.look import apply_palette, palette_for
from courseplanner.ui.look.theme import DARK, LIGHT, Palette


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    before, sheet = qapp.palette(), qapp.styleSheet()
    qapp.setStyleSheet("")
    yield qapp
    qapp.setPalette(before)
    qapp.setStyleSheet(sheet)


class Hints(QObject):
    colorSchemeChanged = Signal(object)  # noqa: N815 - Qt's name

    def __init__(self, scheme: Qt.ColorScheme) -> None:
        super().__init__()
        self._scheme = scheme

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802 - Qt's name
        return self._scheme


@pytest.mark.parametrize(
    ("scheme", "palette"),
    [(Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Unknown, LIGHT)],
)
def test_the_theme_of_the_system_is_that_of_its_windows(
    app: QApplication, monkeypatch: pytest.MonkeyPatch, scheme: Qt.ColorScheme, palette: Palette
) -> None:
    del app
    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: Hints(scheme))
    assert palette_for("system") is palette
    assert palette_for("light") is LIGHT
    assert palette_for("dark") is DARK


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_all_windows_take_the_colours(app: QApplication, palette: Palette) -> None:
    apply_palette(app, palette)
    shown = app.palette()
    assert shown.color(QPalette.ColorRole.Window).name() == palette.ground
    assert shown.color(QPalette.ColorRole.Text).name() == palette.ink
    assert shown.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name() == palette.muted
    assert palette.line in app.styleSheet()
    app.setStyleSheet("")
    assert app.style().name() == "fusion"


def test_the_style_is_set_up_once(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up: list[str] = []
    monkeypatch.setattr(QApplication, "setStyle", set_up.append)
    apply_palette(app, LIGHT)
    apply_palette(app, DARK)
    assert set_up == ["Fusion"]


def _channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = (_channel(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("ink", ["ink", "muted", "fail", "warn", "unknown", "good", "accent"])
@pytest.mark.parametrize("ground", ["field", "ground"])
def test_words_stand_out_from_their_ground(palette: Palette, ink: str, ground: str) -> None:
    colours = palette.colours()
    light, dark = sorted((_luminance(colours[ink]), _luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
