"""What stands beside the map of a sheet: tables, panels, profile, and how they fill pages.

Enters: what is set in lines and columns.
"""
