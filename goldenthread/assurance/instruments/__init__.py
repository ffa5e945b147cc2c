"""The instruments that come with the house: one file each, in our own words with the place each line comes from."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from goldenthread.ground.catalogue import CatalogueError
from goldenthread.ground.instruments import Instrument, check_together, read_instrument

FOLDER = Path(__file__).parent


@cache
def shipped() -> dict[str, Instrument]:
    """Every instrument of this folder by its key. Raises CatalogueError with a line for each mistake."""
    faults: list[str] = []
    found: dict[str, Instrument] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        try:
            one = read_instrument(path.read_text(encoding="utf-8"), path.name)
        except CatalogueError as bad:
            faults.append(str(bad))
            continue
        if one.key != path.stem:
            faults.append(f"{path.name}:1: key: the file of “{one.key}” must be called {one.key}.toml")
        found[one.key] = one
    if faults:
        raise CatalogueError("\n".join(faults))
    if wrong := [str(each) for one in found.values() for each in check_together(one, found)]:
        raise CatalogueError("\n".join(wrong))
    return found
