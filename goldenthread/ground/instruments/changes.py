"""What differs between two versions of an instrument, so that answers can be carried forward with what changed."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.ground.instruments.definition import Instrument, Item


@dataclass(frozen=True)
class Change:
    """One item that is new (``old`` is None), gone (``new`` is None), or otherwise not as it was."""

    key: str
    old: Item | None
    new: Item | None

    @property
    def reworded(self) -> bool:
        """True when both ask, in other words: an answer carried forward must be read again."""
        return bool(
            self.old and self.new and (self.old.text, self.old.title) != (self.new.text, self.new.title)
        )


def changes(old: Instrument, new: Instrument) -> tuple[Change, ...]:
    """Every item that is not the same in both, in the order of the new version; what is gone comes last."""
    found = [
        Change(item.key, old.by_key.get(item.key), item)
        for item in new.items
        if old.by_key.get(item.key) != item
    ]
    gone = [Change(item.key, item, None) for item in old.items if item.key not in new.by_key]
    return (*found, *gone)
