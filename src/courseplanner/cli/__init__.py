"""The command line: parse arguments, run a command, show its result.

Enters: text for a terminal. Everything else is asked of `workflow`.
"""
