"""The ground under a course and the sky over it: heights, profile, horizon, sun.

Enters: what is taken from terrain.
"""
