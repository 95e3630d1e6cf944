"""Lays out courses: what a brief means in a region, the search, and the exact line.

Enters: what turns a brief and a region into candidates. Judging is in `rules`, files are in `sources` and
`export`.
"""

from courseplanner.layout.search.proposing import propose

__all__ = ["propose"]
