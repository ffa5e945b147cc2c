"""Settings of the tests: those of the house, with a made-up environment and a quick password hasher.

They run as the real service runs (secure cookies, https, no demo); the browser fixtures alone serve plain http.
"""

import os
import tempfile
from pathlib import Path

# A RAM disk keeps the full-sync setting of the real database and is still quick.
_ram = Path("/dev/shm")
SCRATCH = Path(tempfile.mkdtemp(prefix="goldenthread-tests-", dir=_ram if os.access(_ram, os.W_OK) else None))

for _name in [name for name in os.environ if name.startswith("GOLDENTHREAD_")]:
    # A developer's own settings must not decide what the tests see.
    del os.environ[_name]
os.environ |= {
    "GOLDENTHREAD_SECRET_KEY": "tests-only-abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEF",
    "GOLDENTHREAD_HOSTS": "testserver,localhost,127.0.0.1,[::1]",
    "GOLDENTHREAD_DATA": str(SCRATCH),
    # The browser driver keeps an event loop in the main thread, which Django would take for asynchronous code.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}

from goldenthread.config.settings import *  # noqa: E402, F403
from goldenthread.config.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if str(DATABASES["default"]["ENGINE"]).endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}
else:
    # Kept connections would stop the test database from being dropped.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
