"""Work outside the window: the process that reads and searches, and the messages to and from it.

Enters: what the window waits for.
"""
