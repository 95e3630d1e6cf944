"""The shortest possible route: the string drawn tight inside the road.

Enters: corridor, strip and string, and the length uncertainty that follows.
"""
