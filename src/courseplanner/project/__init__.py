"""The document: the brief as it is written, what is known of its region, and the answers to it.

Enters: how the state of the app changes, step by step, without Qt.
"""
