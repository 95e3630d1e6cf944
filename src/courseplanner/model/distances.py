"""The standard distances of road races."""

from __future__ import annotations

__all__ = ["DISTANCES_M"]

DISTANCES_M = {
    "5km": 5_000.0,
    "10km": 10_000.0,
    "15km": 15_000.0,
    "10miles": 16_093.44,
    "20km": 20_000.0,
    "half-marathon": 21_097.5,
    "25km": 25_000.0,
    "30km": 30_000.0,
    "marathon": 42_195.0,
    "50km": 50_000.0,
    "100km": 100_000.0,
}
"""Metres by the word in the brief (World Athletics TR 55; 50 and 100 km are ultra distances)."""
