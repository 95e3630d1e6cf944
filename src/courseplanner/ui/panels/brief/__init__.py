"""The panel of the brief: the form.

Enters: what lays the form out; fields and editors have rooms of their own.
"""
