"""The window itself: application, session, menus, dialogs, status line.

Enters: what holds panels together and belongs to none.
"""
