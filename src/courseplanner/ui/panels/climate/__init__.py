"""The panel of the climate: months by start hours.

Enters: its grid and what it tells.
"""
