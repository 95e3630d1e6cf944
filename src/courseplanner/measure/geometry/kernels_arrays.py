"""A kernel for arrays: to assign one slice to another takes numba a second to compile, at each place."""

from __future__ import annotations

from courseplanner.base.kernel_cache import kernel

__all__ = ["copy_into"]


@kernel(inner=True)
def copy_into(to, at, source, first, last):  # type: ignore[no-untyped-def]
    """Copy `source[first:last]` into `to`, from `at` on."""
    for i in range(first, last):
        to[at + i - first] = source[i]
