"""One settings file; everything that varies comes from the environment (see .env.example)."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")

# PROFILE: "demo" (the embedded default: SQLite, one process, demo data allowed) or "production".
PROFILE = env.str("PROFILE", "demo")
PRODUCTION = PROFILE == "production"
VAR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))
DEBUG = env.bool("DEBUG", False)
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG must be off under PROFILE=production")

SECRET_KEY = env.str("SECRET_KEY", "" if PRODUCTION else "demo-only-not-a-secret-" + "0" * 40)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is required under PROFILE=production")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["*"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "qsessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "csp",
    "django_fsm",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "weijianyi",
    "weijianyi.audit",
    "weijianyi.work",
    "weijianyi.clock",
    "weijianyi.notices",
    "weijianyi.files",
    "weijianyi.rulebook",
    "members",
    "suggestions",
    "dispatch",
    "weijianyi.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "weijianyi.requests.NoStore",
    "qsessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "weijianyi.requests.CleanInput",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "weijianyi.parking.Parking",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "members.hats.HatMiddleware",
    "members.accounts.gate.AccountGate",
    "weijianyi.requests.Refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "weijianyi.urls"
WSGI_APPLICATION = "weijianyi.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "weijianyi.views.context.frame",
            ],
            "builtins": ["django.contrib.humanize.templatetags.humanize", "weijianyi.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "weijianyi.forms.Renderer"

# -- storage ---------------------------------------------------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", "") or f"sqlite:///{VAR / 'weijianyi.sqlite3'}"
DATABASES = {"default": environ.Env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # deferred writers fail in the middle instead of waiting
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("DB_CONN_MAX_AGE", 60)
    # Statements that count are long, not slow: compiling one took thirty times as long as running it.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", "")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = Path(env.str("FILES_DIR", str(VAR / "files")))  # outside the web root; served by views only
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static" if PRODUCTION else None  # the demo serves the sources
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# -- people ----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "members.User"
LOGIN_URL = "account-login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account-login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# The one password profile: the classified-protection scheme's (等保三级), see members/accounts/passwords.py.
VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": "members.accounts.passwords.KindsOfCharacters"},
    {"NAME": "members.accounts.passwords.WordsOfThePlace"},
    {"NAME": "members.accounts.passwords.NotUsedBefore"},
]
PASSWORD_DAYS = env.int("PASSWORD_DAYS", 90 if PRODUCTION else 0)  # 0: no change is asked for
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_VERBOSE = False

SESSION_ENGINE = "qsessions.backends.db"  # Django's own, with person and device, so that one can end them
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "weijianyi_session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "weijianyi_csrf"
SESSION_COOKIE_AGE = 30 * 24 * 3600  # members on a remembered device; staff are cut shorter by HatMiddleware
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "weijianyi.views.errors.csrf_failed"
STAFF_IDLE_SECONDS = env.int("STAFF_IDLE_SECONDS", 30 * 60)
STAFF_SESSION_SECONDS = env.int("STAFF_SESSION_SECONDS", 12 * 3600)

# Sign-in through a service outside (OpenID Connect); off while OIDC_ISSUER is empty.
OIDC = {
    "issuer": env.str("OIDC_ISSUER", ""),
    "client_id": env.str("OIDC_CLIENT_ID", ""),
    "client_secret": env.str("OIDC_CLIENT_SECRET", ""),
    "label": env.str("OIDC_LABEL", "统一身份认证"),
}

# -- transport and headers -------------------------------------------------------------------------
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 63072000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# -- language and time -----------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# -- mail ------------------------------------------------------------------------------------------
EMAIL_URL = env.str("EMAIL_URL", "")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "weijianyi@localhost")
# From so many items of a kind on, an organisation's overview adds up months that were counted ahead, each minute.
FIGURES_AHEAD_FROM = env.int("FIGURES_AHEAD_FROM", 30_000)
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000")

# -- short messages and the office's work chat: off without an address -------------------------------
SMS_URL = env.str("SMS_URL", "")
SMS_KEY = env.str("SMS_KEY", "")
SMS_SIGN = env.str("SMS_SIGN", "云江政协")
WEBHOOK_URL = env.str("WEBHOOK_URL", "")
WEBHOOK_KEY = env.str("WEBHOOK_KEY", "")
if WEBHOOK_URL and not WEBHOOK_KEY:
    raise ImproperlyConfigured("WEBHOOK_KEY is required with WEBHOOK_URL: messages are signed with it")

# -- residents: keys that seal their contacts (Fernet; the first seals, all open), proxies in front of us -----
DEMO_CONTACT_KEY = "ZGVtby1vbmx5LW5vdC1hLXNlY3JldC1rZXktMDAwMDA="
CONTACT_KEYS = env.list("CONTACT_KEYS", default=[] if PRODUCTION else [DEMO_CONTACT_KEY])
PROXIES = env.int("PROXIES", 1 if PRODUCTION else 0)  # how many of X-Forwarded-For are ours

# -- background work: rows are the truth, these only wake the sweeps ---------------------------------
CELERY_BROKER_URL = REDIS_URL or None
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "global_keyprefix": env.str("QUEUE_PREFIX", "weijianyi:"),
    "socket_timeout": 30,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 25,
}

# -- other systems: only listed hosts ("name:port") are called; addresses inside only where a network is listed ----
OUTGOING_HOSTS = [host.lower() for host in env.list("OUTGOING_HOSTS", default=[])]
OUTGOING_PRIVATE_NETWORKS = env.list("OUTGOING_PRIVATE_NETWORKS", default=[])
OUTGOING_CA = env.str("OUTGOING_CA", "")  # a file of certificates beside the system's own
API_RATE = env.str("API_RATE", "600/m")  # calls of one key

# Who listens to events, in order; each must be safe to run twice for one event.
EVENT_LISTENERS = [
    "weijianyi.notices.compose.listen",
    "dispatch.ladder.recording.listen",
    "weijianyi.api.webhooks.listen",
    "dispatch.opinions.asking.listen",
    "members.scores.scoring.listen",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING" if DEBUG else "INFO")},
}
