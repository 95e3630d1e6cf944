"""The standard atmosphere (ISO 2533): what a height above the sea does to temperature and pressure."""

from __future__ import annotations

__all__ = ["LAPSE_K_M", "standard_height_m", "standard_hpa"]

LAPSE_K_M = 0.0065
"""Fall of temperature with height."""
_SEA_HPA, _SEA_K, _EXPONENT = 1013.25, 288.15, 5.2559


def standard_hpa(height_m: float) -> float:
    """Give the pressure at a height above the sea."""
    return float(_SEA_HPA * (1.0 - LAPSE_K_M * height_m / _SEA_K) ** _EXPONENT)


def standard_height_m(pressure_hpa: float) -> float:
    """Give the height above the sea that has a pressure."""
    return float(_SEA_K / LAPSE_K_M * (1.0 - (pressure_hpa / _SEA_HPA) ** (1.0 / _EXPONENT)))
