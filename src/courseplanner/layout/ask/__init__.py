"""What a brief means in a region: allowed roads, places to pass, lengths to reach.

Enters: what is known before a search begins; nothing here looks for a course.
"""
