"""Records of weather and air, and what runners meet in them.

Enters: values alone, without file access.
"""
