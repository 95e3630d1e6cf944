"""From a recorded track to the route on roads that it followed.

Enters: matching alone.
"""
