"""Measures courses: geometry, the shortest route, heights, what lies along, the bicycle.

Enters: functions of lines and values; nothing here knows a brief or a rule.
"""
