"""The editors of the form: one kind of value each.

Enters: widgets that edit a value.
"""
