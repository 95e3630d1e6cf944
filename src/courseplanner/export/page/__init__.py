"""The map page of the app, as data and HTML.

Enters: what the page is given. How it is shown is in `ui.map`.
"""
