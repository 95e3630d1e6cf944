"""Judges: holds what is known of a course to the rules of the sport, and places stations by them.

Enters: what gives findings. Limits and figures are data in `resources/rules`.
"""
