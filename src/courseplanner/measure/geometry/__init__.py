"""Geometry on the ellipsoid: lengths, nearness, overlap, crossings, bends.

Enters: functions of lines that know no course.
"""
