"""The rule book: reads the files of rules, their fields and levels.

Enters: what reads rules; what applies them is in `rules.judges`.
"""
