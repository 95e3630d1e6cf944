"""How many threads lay out courses."""

from __future__ import annotations

__all__ = ["THREADS"]

THREADS = 2
"""The search is the same on one thread or two; more bring little on a small core."""
