"""The independent check: judges what `courseplanner plan` wrote, sharing no code with it.

It reads the brief, the OSM files and the place lists with readers of its own,
measures the written files again with `pyproj.Geod`, and says what is wrong.
Nothing here imports `courseplanner`: an error made there must not be made here.

From the folder `tests`, `python -m oracle BRIEF DIR` judges a run by hand.

What the contract leaves open is judged leniently, by an interval: a lane is 3.0
to 3.5 m wide, a kilometre mark may or may not carry the prevention factor (but
all in one way), and tags whose meaning for motor traffic is not fixed may count
either way.
"""

from __future__ import annotations

from .run import judge_empty_run, judge_run

__all__ = ["judge_empty_run", "judge_run"]
