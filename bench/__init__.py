"""Speed, as ratios taken side by side in one run: the house against the least that could do the same. ``make bench``."""
