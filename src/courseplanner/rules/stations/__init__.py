"""Where water, sponges, medical posts and defibrillators stand.

Enters: what places stations by the rules.
"""
