"""The judges: each module applies the rules of one subject and gives findings.

Enters: one module a subject.
"""
