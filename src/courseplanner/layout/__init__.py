"""The search: a region and a brief become candidates."""

from courseplanner.layout.proposing import propose

__all__ = ["propose"]
