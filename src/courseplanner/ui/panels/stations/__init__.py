"""The panel of the stations of a course.

Enters: its table.
"""
