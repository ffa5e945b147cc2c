"""Django's settings. Everything a council sets comes from the environment (README.md lists it)."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from goldenthread.config import environment as env

BASE = env.BASE
DEMO = env.flag("GOLDENTHREAD_DEMO")
DEBUG = False
DATA_FOLDER = env.data_folder()
SECRET_KEY = env.secret_key(demo=DEMO)
ALLOWED_HOSTS = env.hosts(demo=DEMO)
# A demo is served without TLS on this machine; everything else is served with it.
SECURE = not DEMO
POLICY_FOLDER = Path(env.text("GOLDENTHREAD_POLICY", str(BASE / "policies" / "sandgate")))

INSTALLED_APPS = [
    "goldenthread.config.apps.WiringConfig",
    "goldenthread.kit",
    "goldenthread.access",
    "goldenthread.people",
    "goldenthread.documents",
    "goldenthread.letters",
    "goldenthread.concerns",
    "goldenthread.enquiries",
    "goldenthread.assurance",
    "goldenthread.insight",
    "goldenthread.web",
    "goldenthread.web.public",
    "goldenthread.web.account",
    "goldenthread.web.desk",
    "goldenthread.web.people",
    "goldenthread.web.feedback",
    "goldenthread.web.concerns",
    "goldenthread.web.enquiries",
    "goldenthread.web.partners",
    "goldenthread.web.audits",
    "goldenthread.web.programme",
    "goldenthread.web.matrix",
    "goldenthread.web.peer",
    "goldenthread.web.board",
    "goldenthread.web.figures",
    "goldenthread.web.standards",
    "goldenthread.web.returns",
    "goldenthread.web.signals",
    "goldenthread.web.framework",
    "goldenthread.web.regular",
    "goldenthread.web.own",
    "goldenthread.web.quality",
    "goldenthread.web.improvement",
    "goldenthread.web.reports",
    "goldenthread.web.evidence",
    "goldenthread.web.reviews",
    "goldenthread.web.trail",
    "goldenthread.web.settings",
    "goldenthread.api",
    "goldenthread.jobs",
    "worlds",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # Headers and policy come first, so that redirects to https and static files carry them too.
    "goldenthread.web.middleware.request_log",
    "goldenthread.web.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "goldenthread.web.middleware.viewer",
    "goldenthread.web.middleware.route_table",
]

# web.middleware.headers sets X-Frame-Options on every answer, also those Django's own middleware would miss.
SILENCED_SYSTEM_CHECKS = ["security.W002"]

ROOT_URLCONF = "goldenthread.config.urls"
WSGI_APPLICATION = "goldenthread.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "goldenthread.kit.environment.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.messages.context_processors.messages",
                "goldenthread.web.context.layout",
            ],
        },
    }
]

DATABASES = {"default": env.database(env.text("DATABASE_URL", ""), DATA_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "access.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account:sign_in"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = env.text("GOLDENTHREAD_STATIC", str(DATA_FOLDER / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "goldenthread.kit.storage.KitStaticFilesStorage"},
}

# Sessions: in the database, ended after 30 minutes idle and 10 hours in all (web.middleware.viewer keeps both).
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_ENGINE = "goldenthread.access.sessions"
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 24 * 60 * 60
SESSION_IDLE_SECONDS = 30 * 60
SESSION_ABSOLUTE_SECONDS = 10 * 60 * 60
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "goldenthread.web.errors.csrf_failure"

SECURE_SSL_REDIRECT = SECURE
# Watchers on this machine or its network ask over plain http and learn one word.
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("GOLDENTHREAD_BEHIND_PROXY") else None
)
# Other sites learn nothing. With "no-referrer" browsers would send our own forms with "Origin: null", which is refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# 2 MB of typed text is far more than any form here takes; files have a limit of their own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
# A file that is somewhat too large (10 MB is kept) is read, so that what was typed beside it stays on the page. More is not read at all.
MOST_SENT = 64 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Tallies of others (a pool, a made-up England) that the pages of figures over time show instead of the council's own.
FIGURES_FILE = env.text("GOLDENTHREAD_FIGURES", "")

# The council's virus scanner (clamd), asked about each file before it is kept.
SCANNER = env.scanner(env.text("GOLDENTHREAD_SCANNER", ""))

EMAIL_URL = env.text("GOLDENTHREAD_EMAIL_URL", "")
EMAIL_FROM = env.text("GOLDENTHREAD_EMAIL_FROM", "safeguarding@localhost")
PUBLIC_ADDRESS = env.text("GOLDENTHREAD_ADDRESS", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "goldenthread.config.logs.JsonFormatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "goldenthread": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Django's own messages carry addresses and exception texts, which may hold a person's words.
        # With no handler at all Python would print them after all.
        "django": {"handlers": ["nowhere"], "propagate": False},
    },
}
