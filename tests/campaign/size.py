"""How much of a campaign runs with the other tests."""

from __future__ import annotations

import os
from typing import TypeVar

__all__ = ["many"]

Size = TypeVar("Size")


def many(short: Size, long: Size) -> Size:
    """Give the size of a campaign, or its cases.

    The short one is for a run of all tests, the long one for `make campaign`.
    """
    return long if os.environ.get("CAMPAIGN") else short
