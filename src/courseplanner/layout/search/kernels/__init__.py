"""The compiled functions of the search. They know arrays and whole numbers alone.

Enters: functions with `@kernel`, and what must be compiled with them.
"""
