"""Project settings made fast, strict and independent of the developer's own .env and var/."""

import atexit
import os
import shutil
import tempfile
from uuid import uuid4

VAR = tempfile.mkdtemp(prefix="weijianyi-test-")
atexit.register(shutil.rmtree, VAR, ignore_errors=True)
os.environ |= {
    "PROFILE": "demo",
    "DEBUG": "0",
    "EMAIL_URL": "",
    "SMS_URL": "",
    "WEBHOOK_URL": "",
    "QUEUE_PREFIX": f"weijianyi-test-{os.environ.get('PYTEST_XDIST_WORKER', 'one')}:",
    "SITE_URL": "http://127.0.0.1:8000",
    "VAR_DIR": VAR,
    "FILES_DIR": f"{VAR}/files",
}

# After the environment above is set.
from weijianyi.settings import *  # noqa: E402, F403
from weijianyi.settings import CACHES, DATABASES, MIDDLEWARE  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING = {"version": 1, "disable_existing_loggers": True}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real life: threads of a live server sharing one connection in memory would collide.
    DATABASES["default"]["TEST"] = {"NAME": f"{VAR}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
# It would scan all static files for each test client; live_server serves them itself.
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")

# Each test has its own cache keys: clear() would empty the whole Redis database, queues included.
cache_epoch = {"of": uuid4().hex}
CACHES["default"]["KEY_FUNCTION"] = lambda key, prefix, version: f"test:{cache_epoch['of']}:{version}:{key}"
