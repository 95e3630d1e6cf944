"""The look of the form, as one style sheet."""

from __future__ import annotations

from courseplanner.ui.look.theme import Palette

__all__ = ["form_sheet"]

# Widgets say by their property "tone" what their words are: fail, warn, muted or accent.
_SHEET = """
*[tone="fail"] {{ color: {fail}; }}
*[tone="warn"] {{ color: {warn}; }}
*[tone="muted"] {{ color: {muted}; }}
*[tone="accent"] {{ color: {accent}; }}

QLineEdit {{
    background: {field}; color: {ink}; border: 1px solid {line}; border-radius: 3px; padding: 2px 3px;
    placeholder-text-color: {muted};
}}
QLineEdit:focus {{ border-color: {accent}; }}
QLineEdit[wrong="true"] {{ border-color: {fail}; }}
QLineEdit:disabled {{ background: {ground}; color: {muted}; }}
QComboBox QLineEdit {{ border: none; padding: 0px; background: transparent; }}

QCheckBox::indicator:unchecked {{
    width: 11px; height: 11px; background: {field}; border: 1px solid {muted}; border-radius: 2px;
}}

QToolButton#heading {{
    color: {ink}; border: 1px solid transparent; font-weight: 600; text-align: left; padding: 2px;
}}
QToolButton#heading[tone="fail"] {{ color: {fail}; }}
QToolButton#heading:focus {{ border-color: {accent}; }}

QToolButton#shape {{
    color: {ink}; background: {field}; border: 1px solid {line}; border-radius: 4px; padding: 3px 0px;
}}
QToolButton#shape:hover {{ border-color: {muted}; }}
QToolButton#shape:checked {{ color: {on_accent}; background: {accent}; border-color: {accent}; }}
QToolButton#shape:focus {{ border: 2px solid {ink}; padding: 2px 0px; }}

QFrame#banner {{ background: {field}; border: 1px solid {fail}; border-radius: 4px; }}

QFrame#actions {{ border-top: 1px solid {line}; }}
QPushButton#plan {{
    background: {accent}; color: {on_accent}; border: 2px solid {accent}; border-radius: 5px;
    padding: 7px; font-weight: 600;
}}
QPushButton#plan:focus, QPushButton#plan:hover {{ border-color: {ink}; }}
QPushButton#plan:pressed {{ background: {course}; }}
QPushButton#plan:disabled {{ background: {raised}; color: {muted}; border-color: {line}; }}
QProgressBar {{ background: {raised}; border: 1px solid {line}; border-radius: 4px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
"""


def form_sheet(palette: Palette) -> str:
    """Give the style sheet of the form in these colours."""
    return _SHEET.format_map(palette.colours())
