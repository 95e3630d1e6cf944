"""The panel of lengths, marks and reserves.

Enters: its tables.
"""
