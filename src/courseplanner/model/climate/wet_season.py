"""What a month looks like in the wet season."""

from __future__ import annotations

__all__ = ["RAINY_SHARE", "WET_HUMIDITY_PERCENT", "WET_VAPOUR_SHARE"]


WET_VAPOUR_SHARE = 0.8
"""A month may be of the wet season from this part of the vapour pressure of the record's largest month on
(ours, D): in the typical years of Xingyi and Lijiang it parts June to September (0.81 and more) from all
others (0.796 and less) at every start from 05:00 to 21:00."""
WET_HUMIDITY_PERCENT = 60.0
"""And only where the mean relative humidity of all its hours is at least this (ours, D): in the desert of
Dunhuang vapour has its largest month in July, too, and no month is above 54 %."""
RAINY_SHARE = 0.5
"""By normals, a month counts as wet where it rains on at least this part of its days (ours, D): then rain on
the day of the race is as likely as none."""
