"""What Sandgate's board works on: published reviews brought in, and an improvement plan that answers them."""

from worlds.improving.playing import improving

__all__ = ["improving"]
