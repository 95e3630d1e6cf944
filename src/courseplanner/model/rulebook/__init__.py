"""Rules and findings.

Enters: values alone, without file access.
"""
