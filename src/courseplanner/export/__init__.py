"""Writes files of courses, for programs and for people.

Enters: what turns a course into bytes. Nothing here judges, assesses or searches.
"""
