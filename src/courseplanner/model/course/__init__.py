"""A course and what is known of it: marks, cues, stations, profile, candidate.

Enters: values alone, without file access.
"""
