"""Where the page of the map lies, apart from what builds it and what serves it."""

from __future__ import annotations

__all__ = ["PAGE_URL", "ROOT"]

ROOT = "courseplanner://map/"
PAGE_URL = ROOT + "index.html"
