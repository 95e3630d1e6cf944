"""From a route on roads to the exact line that runners take, and where it starts.

Enters: geometry of one course. What is known of it beyond that is in `layout.survey`.
"""
