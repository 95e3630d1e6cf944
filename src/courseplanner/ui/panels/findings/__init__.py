"""The panel of the findings of a course.

Enters: its rows and groups.
"""
