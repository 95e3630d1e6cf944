"""The calibrated bicycle: constants, calibration courses, typing errors, the ride sheet.

Enters: what turns counts into metres.
"""
