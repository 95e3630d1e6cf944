"""All that is known of one course: figures, visits, crossings, reserves.

Enters: what is derived from a line and its region; nothing here searches.
"""
