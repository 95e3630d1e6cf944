"""What a study of the climate gives: counts by week, month and hour, and their words.

Enters: values alone, without file access; `assess.climate` makes them.
"""
