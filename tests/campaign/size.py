"""How much of a campaign runs with the other tests."""

from __future__ import annotations

import os

__all__ = ["many"]


def many(short: int, long: int) -> int:
    """Give the size of a campaign: the short one in a run of all tests, the long one in `make campaign`."""
    return long if os.environ.get("CAMPAIGN") else short
