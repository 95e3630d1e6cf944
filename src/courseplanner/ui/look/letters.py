"""Brings Chinese letters to a system that has none, where each name would be a row of boxes."""

from __future__ import annotations

import logging

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

from courseplanner.base import assets

__all__ = ["CHINESE_FAMILY", "load_chinese"]

log = logging.getLogger(__name__)

CHINESE_FAMILY = "Noto Sans CJK SC"
"""The face of the collection with the letter forms of mainland China; the map asks for it by name."""


def load_chinese(app: QApplication) -> bool:
    """Load the typeface of the sheets for the windows and the map, where the system has no Chinese one.

    It comes second to the typefaces of the system, so that Latin letters stay as they were. On Linux it
    reaches Chromium, too: Qt adds it to the fonts of fontconfig, which both ask. Other systems always have
    Chinese ones.

    Parameters
    ----------
    app : QApplication
        Before the first window is made.

    Returns
    -------
    bool
        Whether it was loaded.
    """
    if QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return False
    kinds = map(QFontDatabase.systemFont, QFontDatabase.SystemFont)
    # A name such as "Sans Serif" stands for a family, which has to be named, too, to come before ours.
    shown = {font.family(): QFontInfo(font).family() for font in (app.font(), *kinds)}
    path = assets.chinese_font()
    if QFontDatabase.addApplicationFont(str(path)) < 0:
        log.error("the font %s can't be loaded: Chinese names are shown as boxes", path)
        return False
    for asked, family in sorted(shown.items()):
        QFont.insertSubstitutions(asked, [name for name in (family, CHINESE_FAMILY) if name])
    return True
