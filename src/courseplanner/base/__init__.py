"""What every room stands on: errors, progress, settings, assets, texts and files.

Nothing here knows what a course is, and nothing here imports another room.
"""
