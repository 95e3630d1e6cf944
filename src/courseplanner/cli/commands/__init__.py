"""The commands, a module each: arguments, run, show.

Enters: a module with `add_to` and `run`, listed in `cli.main`. What it needs is imported when it runs.
"""
