"""Levels of heat, comfort and air that a race day is held to."""

from __future__ import annotations

from dataclasses import dataclass

from courseplanner.base.i18n import text

__all__ = ["FLAGS", "FLAG_COLOURS", "FLAG_NAMES", "ClimateLevels"]

FLAGS = ("white", "green", "yellow", "red", "black")
"""Flags of sports medicine, from cold to the start called off."""
FLAG_NAMES = (text("white"), text("green"), text("yellow"), text("red"), text("black"))
FLAG_COLOURS = ("#ffffff", "#9fd8bf", "#f0e442", "#d55e00", "#222222")
"""How they are drawn: distinguished by their lightness alone, too (after Okabe and Ito)."""


@dataclass(frozen=True, slots=True)
class ClimateLevels:
    """What the rule book says of weather; each figure is that of a rule.

    Parameters
    ----------
    flags_c : tuple of float
        WBGT at which the green, yellow and red flag begin, and above which the black one flies (rule WBGT).
    comfort_c : tuple of float
        Lowest and highest comfortable temperature, both included (rule TEMP).
    comfort_m_s : tuple of float
        Lowest and highest comfortable wind, both included (rule WIND).
    clean_air : float
        Highest index of clean air (rule AIR).
    warn_air : float
        Index above which the air is a warning (rule AIR).
    """

    flags_c: tuple[float, float, float, float]
    comfort_c: tuple[float, float]
    comfort_m_s: tuple[float, float]
    clean_air: float
    warn_air: float
