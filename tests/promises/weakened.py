"""The settings of the house with one durability setting broken, for R2: WEAKENED names which.

With "unseen" behind the name the house does not look for it any more: the proof that the check notices.
"""

import os
from pathlib import Path

from goldenthread.access import durability
from goldenthread.config.settings import *  # noqa: F403
from goldenthread.config.settings import DATA_FOLDER, DATABASES
from goldenthread.ground.verdicts import ALLOWED

_weakened, _, _unseen = os.environ["WEAKENED"].partition(" ")
if _unseen:
    # Whoever looks takes this function when it is loaded, which is after these settings.
    durability.durability = lambda: ALLOWED
_options = DATABASES["default"].setdefault("OPTIONS", {})
if _weakened in {"NORMAL", "OFF"}:
    _options["init_command"] = _options["init_command"].replace(
        "synchronous=FULL", f"synchronous={_weakened}"
    )
    assert f"={_weakened}" in _options["init_command"]
elif _weakened == "memory-journal":
    _options["init_command"] = _options["init_command"].replace("journal_mode=WAL", "journal_mode=MEMORY")
elif _weakened == "network":
    # Nobody may mount a real network disk in a test: the list of mounts says there is one.
    _mounts = Path(os.environ["MOUNTS"])
    _mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/share {DATA_FOLDER} nfs4 rw 0 0\n")
    durability.MOUNTS = _mounts
elif _weakened == "synchronous_commit":
    _options["options"] = "-c synchronous_commit=off"
elif _weakened != "nothing":
    raise ValueError(_weakened)
