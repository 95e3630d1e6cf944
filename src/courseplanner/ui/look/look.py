"""Gives the application its look: a quiet style in the colours of a palette."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from courseplanner.ui.look.theme import DARK, LIGHT, Palette

__all__ = ["apply_palette", "palette_for"]

_STYLE = """
QToolTip {{ color: {ink}; background: {raised}; border: 1px solid {line}; padding: 3px; }}
QMainWindow::separator {{ background: {line}; width: 1px; height: 1px; }}
QMainWindow::separator:hover {{ background: {accent}; }}
QDockWidget {{ color: {muted}; }}
QDockWidget::title {{ background: {ground}; padding: 5px 8px; border-bottom: 1px solid {line}; }}
QStatusBar {{ background: {raised}; border-top: 1px solid {line}; }}
QStatusBar::item {{ border: none; }}
QMenuBar {{ background: {raised}; border-bottom: 1px solid {line}; }}
QScrollArea {{ border: none; }}
QAbstractItemView {{ border: none; alternate-background-color: {ground}; }}
QHeaderView::section {{
    background: {ground}; color: {muted}; border: none; border-bottom: 1px solid {line}; padding: 3px 4px;
}}
QTabBar::tab:selected {{ border-bottom: 2px solid {accent}; }}
"""


def palette_for(theme: str) -> Palette:
    """Give the colours of a theme.

    Parameters
    ----------
    theme : str
        `light`, `dark`, or `system`: what the system shows its own windows in.
    """
    if theme == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if theme == "dark" else LIGHT


def apply_palette(app: QApplication, palette: Palette) -> None:
    """Show all windows in these colours."""
    if not app.styleSheet():  # once ours is there, the style is too
        app.setStyle("Fusion")
    app.setPalette(_qt_palette(palette))
    app.setStyleSheet(_STYLE.format_map(palette.colours()))


def _qt_palette(palette: Palette) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: palette.ground,
        role.WindowText: palette.ink,
        role.Base: palette.field,
        role.AlternateBase: palette.ground,
        role.Text: palette.ink,
        role.PlaceholderText: palette.muted,
        role.Button: palette.raised,
        role.ButtonText: palette.ink,
        role.BrightText: palette.on_accent,
        role.ToolTipBase: palette.raised,
        role.ToolTipText: palette.ink,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.on_accent,
        role.Accent: palette.accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.Light: palette.field,
        role.Midlight: palette.raised,
        role.Mid: palette.line,
        role.Dark: palette.line,
        role.Shadow: palette.line,
    }
    made = QPalette()
    for where, colour in colours.items():
        made.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(palette.muted))
    return made
