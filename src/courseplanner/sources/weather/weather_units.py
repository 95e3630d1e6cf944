"""Units that weather comes in."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["FACTORS"]

_MILE_H, _KNOT, _KM_H, _FOOT_S = 0.44704, 1852.0 / 3600.0, 1.0 / 3.6, 0.3048
_INCH_MM, _INCH_HG = 25.4, 33.863886666667

_WINDS = {
    "m/s": 1.0, "ms": 1.0, "km/h": _KM_H, "kmh": _KM_H, "mp/h": _MILE_H, "mph": _MILE_H,
    "kn": _KNOT, "knots": _KNOT, "ft/s": _FOOT_S,
}  # fmt: skip

FACTORS: Mapping[tuple[str, str], tuple[float, float]] = {
    ("temperature_c", "°C"): (1.0, 0.0),
    ("temperature_c", "C"): (1.0, 0.0),
    ("temperature_c", "°F"): (5.0 / 9.0, -32.0 * 5.0 / 9.0),
    ("temperature_c", "F"): (5.0 / 9.0, -32.0 * 5.0 / 9.0),
    ("temperature_c", "K"): (1.0, -273.15),
    ("humidity_percent", "%"): (1.0, 0.0),
    ("humidity_percent", "1"): (100.0, 0.0),
    ("pressure_hpa", "hPa"): (1.0, 0.0),
    ("pressure_hpa", "mbar"): (1.0, 0.0),
    ("pressure_hpa", "Pa"): (0.01, 0.0),
    ("pressure_hpa", "kPa"): (10.0, 0.0),
    ("pressure_hpa", "inHg"): (_INCH_HG, 0.0),
    ("wind_from_deg", "°"): (1.0, 0.0),
    ("wind_from_deg", "deg"): (1.0, 0.0),
    ("sun_w_m2", "W/m²"): (1.0, 0.0),
    ("sun_w_m2", "W/m2"): (1.0, 0.0),
    ("beam_w_m2", "W/m²"): (1.0, 0.0),
    ("beam_w_m2", "W/m2"): (1.0, 0.0),
    ("rain_mm", "mm"): (1.0, 0.0),
    ("rain_mm", "inch"): (_INCH_MM, 0.0),
    ("rain_mm", "in"): (_INCH_MM, 0.0),
    ("thunder", ""): (1.0, 0.0),
    ("visibility_m", "m"): (1.0, 0.0),
    ("visibility_m", "km"): (1000.0, 0.0),
    **{("wind_m_s", unit): (factor, 0.0) for unit, factor in _WINDS.items()},
    **{("gust_m_s", unit): (factor, 0.0) for unit, factor in _WINDS.items()},
}
"""Factor and summand from a unit to that of a column of `Weather`."""
