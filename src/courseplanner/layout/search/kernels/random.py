"""Random numbers for kernels: the same on every machine, in any order of threads."""

from __future__ import annotations

import numpy as np

from courseplanner.base.kernel_cache import kernel

__all__ = ["below", "seeded", "uniform"]

# Constants of the generator splitmix64 (Steele, Lea and Flood, OOPSLA 2014).
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_A = np.uint64(0xBF58476D1CE4E5B9)
_MIX_B = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_UNIT = 2.0**-53


@kernel
def seeded(seed, stream):  # type: ignore[no-untyped-def]
    """Start a stream of random numbers; streams of one seed are independent."""
    state = np.empty(1, dtype=np.uint64)
    state[0] = np.uint64(seed) * _MIX_A + np.uint64(stream) * _MIX_B
    for _ in range(4):
        uniform(state)
    return state


@kernel
def uniform(state):  # type: ignore[no-untyped-def]
    """Give the next random number in [0, 1)."""
    state[0] += _GOLDEN
    z = state[0]
    z = (z ^ (z >> _S30)) * _MIX_A
    z = (z ^ (z >> _S27)) * _MIX_B
    z ^= z >> _S31
    return np.float64(z >> _S11) * _UNIT


@kernel
def below(state, count):  # type: ignore[no-untyped-def]
    """Give a random whole number from 0 up to, not including, `count`."""
    return min(np.int64(uniform(state) * count), count - 1)
