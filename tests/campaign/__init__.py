"""Many cases on real extracts, each known to be feasible, planned and judged by the independent check.

From the folder `tests`, `python -m campaign` runs all of them and prints its table (`make campaign`).
"""
