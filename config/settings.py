"""All settings, in one file. What an office may change is read from the environment at the top.

Without any variable the embedded default runs: SQLite, a broker of files, demonstration secrets, both sites in
one process. `CHUISHAO_MODE=production` refuses to start on a missing or demonstration secret; `training` keeps data of
its own and lets nothing out.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.schedule import SCHEDULE, queues

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent

# ---- What an office sets -------------------------------------------------------------------------------------
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
MODE = env.str("CHUISHAO_MODE", default="demonstration")
IS_PRODUCTION, IS_TRAINING = MODE == "production", MODE == "training"
# Training never touches what is real: its database, files and queue lie in a folder of their own.
STATE_DIR = DATA_DIR / "training" if IS_TRAINING else DATA_DIR
# "public" and "desk" are two processes over one code base; the public one holds no private key (docs/adr/0004).
SITE = env.str("SITE", default="both")
DATABASE_URL = env.str("DATABASE_URL", default=f"sqlite:///{STATE_DIR / 'chuishao.sqlite3'}")
BROKER_URL = env.str("BROKER_URL", default="filesystem://localhost")
STORAGE_URL = env.str("STORAGE_URL", default="")

# A replay begins with a copy of this migrated, empty SQLite file; without one it migrates a database of its own.
REPLAY_DATABASE = env.str("REPLAY_DATABASE", default="")

DEMONSTRATION_SECRET = "demonstration-only-never-in-production-" + "0" * 24
SECRET_KEY = env.str("SECRET_KEY", default=DEMONSTRATION_SECRET)
# Signs receipts (the public site holds it) and log seals (the worker holds it): 32 bytes in hex each.
RECEIPT_SIGNING_KEY = env.str("RECEIPT_SIGNING_KEY", default="11" * 32)
# Public halves, in hex, of the keys that signed receipts before: their statements stay good.
RECEIPT_FORMER_PUBLIC_KEYS = env.list("RECEIPT_FORMER_PUBLIC_KEYS", default=[])
LOG_SIGNING_KEY = env.str("LOG_SIGNING_KEY", default="22" * 32)
# Seals the secrets that sign calls to partners' programs: the desk and the worker hold it, 32 bytes in hex.
HOOK_SEALING_KEY = env.str("HOOK_SEALING_KEY", default="33" * 32)
# Partners on the machines of an administration's own network may be called when it is said here.
HOOKS_MAY_BE_PRIVATE = env.bool("HOOKS_MAY_BE_PRIVATE", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if not IS_PRODUCTION else [])
PUBLIC_BASE_URL = env.str("PUBLIC_BASE_URL", default="http://127.0.0.1:8000")
DESK_BASE_URL = env.str("DESK_BASE_URL", default=PUBLIC_BASE_URL)
DEBUG = False

if MODE not in {"demonstration", "training", "production"}:
    raise ImproperlyConfigured("CHUISHAO_MODE must be 'demonstration', 'training' or 'production'.")
if IS_TRAINING:
    for name, value in (("DATABASE_URL", DATABASE_URL), ("STORAGE_URL", STORAGE_URL)):
        if value and "training" not in value:
            raise ImproperlyConfigured(
                f"{name} names no place with 'training' in it: training keeps its data apart from the real ones."
            )
    if not BROKER_URL.startswith("filesystem"):
        raise ImproperlyConfigured("BROKER_URL must not be set in training: the real workers listen there.")
if SITE not in {"both", "public", "desk"}:
    raise ImproperlyConfigured("SITE must be 'both', 'public' or 'desk'.")
if IS_PRODUCTION:
    # Each process holds only the secrets it works with: the public site signs receipts, the worker seals the log.
    needed = [("SECRET_KEY", SECRET_KEY, DEMONSTRATION_SECRET)]
    if SITE in {"public", "both"}:
        needed.append(("RECEIPT_SIGNING_KEY", RECEIPT_SIGNING_KEY, "11" * 32))
    if SITE in {"desk", "both"}:
        needed.append(("LOG_SIGNING_KEY", LOG_SIGNING_KEY, "22" * 32))
        needed.append(("HOOK_SEALING_KEY", HOOK_SEALING_KEY, "33" * 32))
    for name, value, known in needed:
        if value == known or len(set(value)) < 8:
            raise ImproperlyConfigured(
                f"{name} is missing or is the demonstration's known value. Set a secret of your own "
                f"(for example: python3 -c 'import secrets; print(secrets.token_hex(32))')."
            )
    for name in ("DATABASE_URL", "BROKER_URL", "STORAGE_URL"):
        if not env.str(name, default=""):
            raise ImproperlyConfigured(
                f"{name} is missing: production needs a database, a broker and a storage."
            )
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS is missing: name the hosts this site answers for.")

# ---- The house, from the roof down ---------------------------------------------------------------------------
INSTALLED_APPS = [
    "config.apps.WiringConfig",
    "desk",
    "insights",
    "rewards",
    "sanctions",
    "investigations",
    "partners",
    "reports",
    "outreach",
    "notices",
    "vault",
    "enterprises",
    "alarms",
    "accounts",
    "workflow",
    "statutes",
    "interface",
    "guardian",
    "django_fsm",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "config.middleware.RefusalsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.ContentSecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "vault.middleware.SessionKeyMiddleware",
    "desk.middleware.StaffSessionMiddleware",
    "workflow.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "interface.forms.HouseFormRenderer"
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
                "config.context.office",
            ],
        },
    },
]

# ---- Database ------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# A connection outlives its request: the last one to close an SQLite file writes the whole log back first.
DATABASES["default"].setdefault("CONN_MAX_AGE", 600)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a write transaction waits instead of failing; FULL: an acknowledged tip survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)

# ---- Worker --------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = BROKER_URL
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 600_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A request never waits for a dead broker: the clock hands out again what could not be sent.
CELERY_BROKER_CONNECTION_TIMEOUT = 2
DELIVERY_LEASE_SECONDS = env.int("DELIVERY_LEASE_SECONDS", default=60)
if BROKER_URL.startswith("filesystem"):
    BROKER_DIR = STATE_DIR / "broker"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        **dict.fromkeys(("data_folder_in", "data_folder_out"), str(BROKER_DIR / "queue")),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
        "polling_interval": 0.1,  # a worker with its hands full waits so long; at kombu's second it does two a second
    }
elif BROKER_URL.startswith("redis"):
    # kombu sweeps unacknowledged messages every interval x throttle seconds; the defaults make that 100 s.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": env.int("BROKER_VISIBILITY_TIMEOUT", default=900),
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
    }
else:
    CELERY_TASK_DEFAULT_QUEUE_TYPE = "quorum"
CELERY_BEAT_SCHEDULER = "config.scheduler:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(STATE_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE, CELERY_TASK_QUEUES = SCHEDULE, queues(BROKER_URL)

# ---- Files ---------------------------------------------------------------------------------------------------
MEDIA_ROOT = STATE_DIR / "media"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", *([DATA_DIR / "assets"] if (DATA_DIR / "assets").is_dir() else [])]
FONTS_DIR = DATA_DIR / "fonts"
_files = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(MEDIA_ROOT)}}
if STORAGE_URL.startswith("s3://"):
    _files = {
        "BACKEND": "config.bucket.PapersBucket",
        "OPTIONS": {"bucket_name": STORAGE_URL[5:].strip("/")},
    }
elif STORAGE_URL.startswith("file://"):
    _files["OPTIONS"] = {"location": STORAGE_URL[7:]}
elif STORAGE_URL:
    raise ImproperlyConfigured("STORAGE_URL must begin with s3:// or file://.")
STORAGES = {
    "default": _files,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=100 * 1024 * 1024)
UPLOAD_MAX_FILES = env.int("UPLOAD_MAX_FILES", default=10)
# Clean copies: what one file may cost the worker (points of a picture, bytes of the result, seconds), and where the
# worker's keys of the hour lie; the public site needs no access to that folder.
CLEANING_PIXELS = env.int("CLEANING_PIXELS", default=100_000_000)
CLEANING_BYTES = env.int("CLEANING_BYTES", default=2 * UPLOAD_MAX_BYTES)
CLEANING_SECONDS = env.int("CLEANING_SECONDS", default=120)
CLEANING_KEYS_DIR = Path(env.str("CLEANING_KEYS_DIR", default=str(STATE_DIR / "cleaning")))
DATA_UPLOAD_MAX_MEMORY_SIZE, FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024, 20 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["vault.uploads.SealedUploadHandler"]

# ---- Floods (docs/abuse.md) -----------------------------------------------------------------------------------
# Zero bits that each of a form's four sums must show at a quiet time; every further bit doubles the work. 0 asks for
# neither sum nor wait, for measurements of the rest.
PROOF_OF_WORK_BITS = env.int("PROOF_OF_WORK_BITS", default=9)

# ---- People and sessions -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = LOGOUT_REDIRECT_URL = "desk:login"
LOGIN_REDIRECT_URL = "desk:home"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME, GUARDIAN_MONKEY_PATCH_USER = None, False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# Signing in of the staff (docs/adr/0014): tries that cost nothing, then waits that double up to the longest.
SIGN_IN_FREE_TRIES = env.int("SIGN_IN_FREE_TRIES", default=5)
SIGN_IN_FIRST_WAIT = env.int("SIGN_IN_FIRST_WAIT", default=10)
SIGN_IN_LONGEST_WAIT = env.int("SIGN_IN_LONGEST_WAIT", default=15 * 60)
KNOWN_BROWSER_SECONDS = env.int("KNOWN_BROWSER_SECONDS", default=90 * 24 * 3600)
# Who opens identities, pays, decides or manages accounts does not rely on a password alone; a demonstration does.
SECOND_FACTOR_DUTIES = env.list(
    "SECOND_FACTOR_DUTIES", default=["custodian", "cashier", "leader", "admin"] if IS_PRODUCTION else []
)
# How long an invitation, printed or mailed, lets a newcomer choose a password.
PASSWORD_RESET_TIMEOUT = env.int("INVITATION_SECONDS", default=7 * 24 * 3600)
STAFF_IDLE_SECONDS = env.int("STAFF_IDLE_SECONDS", default=30 * 60)
STAFF_LONGEST_SECONDS = env.int("STAFF_LONGEST_SECONDS", default=10 * 3600)
SESSION_ENGINE = "config.session_store"
# An answer not sent is gone after two hours, a day of work after ten; both end with the browser.
SESSION_COOKIE_AGE = 2 * 3600 if SITE == "public" else STAFF_LONGEST_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# In production the names bind: a browser takes such a cookie from this very host alone, over TLS. Over plain HTTP, as
# in a demonstration, it would take none.
HOST_COOKIE = "__Host-" if IS_PRODUCTION else ""
SESSION_COOKIE_NAME = HOST_COOKIE + "sessionid"
CSRF_COOKIE_NAME = HOST_COOKIE + "csrftoken"
LANGUAGE_COOKIE_NAME = HOST_COOKIE + "django_language"
# Set when a reader asks for large type, and not before.
TYPE_COOKIE_NAME = HOST_COOKIE + "type"
TYPE_COOKIE_AGE = 365 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_PRODUCTION
# No script reads one: the token that htmx sends stands in the page.
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

# ---- Messages to the staff (docs/adr/0019) -------------------------------------------------------------------
# A gateway for each channel, for example: mail=alarms.gateways.MailGateway,sms=alarms.gateways.HttpGateway
MESSAGE_GATEWAYS = env.dict("MESSAGE_GATEWAYS", default={"log": "alarms.gateways.LogGateway"})
MESSAGE_HTTP = {
    channel: (env.str(f"MESSAGE_{channel.upper()}_URL", ""), env.str(f"MESSAGE_{channel.upper()}_TOKEN", ""))
    for channel in MESSAGE_GATEWAYS
}
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
if IS_TRAINING:
    MESSAGE_GATEWAYS, MESSAGE_HTTP = {"log": "alarms.gateways.LogGateway"}, {}
    EMAIL_BACKEND = "interface.outside.NoMail"
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="chuishao@localhost")

# ---- Headers -------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = IS_PRODUCTION
# A watcher on the machine itself asks for it; it says "ok" and no more.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_PRODUCTION else None
# Nothing goes to other sites. "no-referrer" would turn the Origin of our own forms into "null", which CSRF refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "manifest-src": "'self'",
}

# ---- Language, time, office ----------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
# Traditional Chinese is converted from the simplified catalog; its pages alone, never a paper or a text of the law.
LANGUAGES = [("zh-hans", "简体"), ("zh-hant", "繁體"), ("en", "English")]
DERIVED_LOCALES = {"zh_Hant": "zh_Hans"}
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
FORMAT_MODULE_PATH = ["config.formats"]

# The accounts of the treasury into which fines are paid; money that went anywhere else is no payment of a fine.
TREASURY_ACCOUNTS = env.list("TREASURY_ACCOUNTS", default=["9999000000000000001"])
# What the office's bank wants in a payment file: its columns in their order, each with its heading; the encoding of a
# CSV file; what is said to the bank about the purpose, never that it is a reward.
BANK_COLUMNS = (
    "instruction=业务参考号,name=收款人户名,account=收款人账号,bank=收款人开户行,amount=金额,purpose=用途"
)
PAYMENT_COLUMNS = env.list("PAYMENT_COLUMNS", default=BANK_COLUMNS.split(","))
# The list of what is handed out at a counter of the paying bank for a code and a password. It names nobody.
COUNTER_COLUMNS = "instruction=业务参考号,code=取款码,password=取款密码,amount=金额,purpose=用途"
PICK_UP_COLUMNS = env.list("PICK_UP_COLUMNS", default=COUNTER_COLUMNS.split(","))
PAYMENT_ENCODING = env.str("PAYMENT_ENCODING", default="gb18030")
PAYMENT_PURPOSE = env.str("PAYMENT_PURPOSE", default="其他")
# What papers are signed with (docs/production.md names the files); an authority for time stamps, where there is one.
SIGNING_DIR = Path(env.str("SIGNING_DIR", default=str(STATE_DIR / "signing")))
SIGNING_PASSWORD = env.str("SIGNING_PASSWORD", default="")
TIMESTAMP_URL = "" if IS_TRAINING else env.str("TIMESTAMP_URL", default="")
# The unified social credit code of the office, as the credit-information platform asks for it.
OFFICE_USCC = env.str("OFFICE_USCC", default="11999999MB9999999U")
OFFICE_NAME = env.str("OFFICE_NAME", default="涪陵区应急管理局")
OFFICE_NAME_EN = env.str("OFFICE_NAME_EN", default="Fuling District Emergency Management Bureau")
OFFICE_PLACE = env.str("OFFICE_PLACE", default="500102")
HOTLINE, SITE_NAME = "12350", _("Chuishao")

# How long a process relies on the office's records (holidays, settings, confirmations) before it looks again.
OFFICE_RECORDS_SECONDS = 5

# ---- Ports filled from above (the engine knows no floor over it) ---------------------------------------------
LOG_SIGNER = "vault.signing.sign_seal"
LOG_VERIFIER = "vault.signing.verify_seal"
VAULT_SEALER = "vault.sealing.AgeSealer"

# ---- Logs: the public site writes no address, the engine writes no word of a tip (docs/adr/0007) -------------
# "line" for a person who reads along, "json" for a collector.
LOG_FORM = env.str("LOG_FORM", default="line")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.logs.KindAndPlace",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        },
        "json": {"()": "config.logs.JsonLines"},
    },
    "filters": {"without_the_visitor": {"()": "config.logs.WithoutTheVisitor"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORM,
            "filters": ["without_the_visitor"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {
        # Django's own would send mail with the whole request in it.
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},
        # These name hosts, paths and cookies that somebody sent.
        "django.security": {"level": "CRITICAL"},
        # Who signed in, and who could not: of the staff alone, and without an address (docs/adr/0007).
        "security": {"level": "INFO"},
        "workflow": {"level": "INFO"},
        "alarms": {"level": "INFO"},
    },
}
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
