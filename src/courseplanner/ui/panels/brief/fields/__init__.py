"""The fields of the form: which keys there are, with label, hint and unit.

Enters: declarations and words; no widgets.
"""
