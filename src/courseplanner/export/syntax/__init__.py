"""How JSON and XML are written, the same bytes each time.

Enters: one module a syntax; nothing here knows a course.
"""
