"""Where the page of the map lies. Apart from what builds it and what serves it, which know neither each other."""

from __future__ import annotations

__all__ = ["PAGE_URL", "ROOT"]

ROOT = "courseplanner://map/"
PAGE_URL = ROOT + "index.html"
