"""What is asked of a course: the tables of a brief, their types and ranges.

Enters: values alone, without file access.
"""
