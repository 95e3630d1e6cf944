"""Weather and air from files, in each of their formats.

Enters: one module a format, and what all of them share.
"""
