"""The desktop app: all of Qt.

Enters: what shows values and passes on what the user does. Work runs in a process of its own (`ui.jobs`).
"""
