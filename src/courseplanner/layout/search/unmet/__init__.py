"""Why no course was found: which requirement binds, and the nearest brief that can be met.

Enters: what is said when there are no candidates.
"""
