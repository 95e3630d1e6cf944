"""The limits of the brief, judged as rules are.

Enters: what compares a course with `[limits]`.
"""
