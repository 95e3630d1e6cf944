"""What lies along a course by its chainage: marks, cues, landmarks, towns, ways across.

Enters: what a runner, a marshal or a painter meets one after the other.
"""
