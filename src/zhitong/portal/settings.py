"""Settings for every place it runs: without any environment variable, a demo on SQLite.

`ZHITONG_DATA` folder of the database and files · `ZHITONG_DATABASE_URL` another database ·
`ZHITONG_SECRET_KEY` required when `ZHITONG_PRODUCTION=1` · `ZHITONG_HOSTS` comma list ·
`ZHITONG_SEARCH` sqlite or tantivy · `ZHITONG_CONSULTATION_DAYS` least days of a consultation ·
`ZHITONG_CONTACT_DAYS` days until the contact of a commenter is erased ·
`ZHITONG_MFA_REQUIRED=1` staff need a second factor · `ZHITONG_SMTP_URL` smtp://user:word@host:587, smtps://
with `ZHITONG_MAIL_FROM` · `ZHITONG_OIDC_ISSUER`, `ZHITONG_OIDC_CLIENT_ID`, `ZHITONG_OIDC_SECRET`,
`ZHITONG_OIDC_NAME` another sign-in · `ZHITONG_SITE` address of the site in links sent out ·
`ZHITONG_CHANNEL_…` what messages leave by · `ZHITONG_DELIVERY_LEASE_SECONDS` how long a worker holds one ·
`ZHITONG_JOB_SILENT_SECONDS` after which a worker counts as dead ·
`ZHITONG_PROXIES` how many trusted proxies stand in front.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

PORTAL = Path(__file__).resolve().parent
DATA = Path(os.environ.get("ZHITONG_DATA", "data")).resolve()
PRODUCTION = os.environ.get("ZHITONG_PRODUCTION", "") == "1"
TESTED_ON_POSTGRES = os.environ.get("ZHITONG_TEST_POSTGRES", "")


def secret_key() -> str:
    """The key from the environment, or one kept in the data folder for a demo."""
    given = os.environ.get("ZHITONG_SECRET_KEY", "")
    if given:
        return given
    if PRODUCTION:
        raise ImproperlyConfigured("正式运行须设置 ZHITONG_SECRET_KEY（50 位以上随机字符）。")
    kept = DATA / "secret-key"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(48), encoding="ascii")
        kept.chmod(0o600)
    return kept.read_text(encoding="ascii")


SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ZHITONG_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

SITE_ADDRESS = os.environ.get("ZHITONG_SITE", "http://127.0.0.1:8600")  # of links that leave the site

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "ninja",
    "django_tasks_db",
    "rules.apps.AutodiscoverRulesConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "zhitong.portal.foundation",
    "zhitong.portal.accounts",
    "zhitong.portal.documents",
    "zhitong.portal.businesses",
    "zhitong.portal.consultations",
    "zhitong.portal.provisions",
    "zhitong.portal.matches",
    "zhitong.portal.deliveries",
    "zhitong.portal.flows",
    "zhitong.portal.pages",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # above the static files: they lie uncompressed in the package
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "zhitong.portal.pages.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zhitong.portal.pages.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "zhitong.portal.pages.account.sessions.session_limits",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "zhitong.portal.pages.urls"
WSGI_APPLICATION = "zhitong.portal.wsgi.application"
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PORTAL / "pages" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
JOB_SILENT_SECONDS = float(os.environ.get("ZHITONG_JOB_SILENT_SECONDS", "30"))

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / "zhitong.sqlite3",
    "OPTIONS": {
        # WAL alone still loses writers to "database is locked"; immediate transactions do not.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    },
}
DATABASE_URL = TESTED_ON_POSTGRES or os.environ.get("ZHITONG_DATABASE_URL", "")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL) if DATABASE_URL else SQLITE}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [PORTAL / "pages" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
COLLECTED = DATA / "static"
STATIC_ROOT = COLLECTED if COLLECTED.exists() else None  # else served from the package as they lie
STATICFILES_DIRS = [PORTAL / "pages" / "static"]
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA / "files"
SEARCH_FOLDER = DATA / "search"  # a cache: `zhitong index rebuild` makes it anew
MATCHING_FOLDER = DATA / "matching"  # the last snapshot of the registry and amounts of single businesses
SEARCH_BACKEND = os.environ.get("ZHITONG_SEARCH", "sqlite")  # or tantivy, for large collections
# 公开征求意见: a shorter period needs a reason that the public sees.
CONSULTATION_LEAST_DAYS = int(os.environ.get("ZHITONG_CONSULTATION_DAYS", "30"))
CONSULTATION_REMINDER_DAYS = 3
CONSULTATION_CONTACT_DAYS = int(os.environ.get("ZHITONG_CONTACT_DAYS", "90"))
COMMENTS_PER_BROWSER, COMMENTS_PER_ADDRESS = 20, 300  # a day; a service hall shares one address
# Messages: what is set up per channel (`ZHITONG_CHANNEL_…`; mail leaves by the site's own server), and how
# long a worker holds a message. Without them nothing leaves the site.
CHANNEL_PREFIX = "ZHITONG_CHANNEL_"
DELIVERY_CHANNELS = {
    "EMAIL_URL": os.environ.get("ZHITONG_SMTP_URL", ""),
    "EMAIL_FROM": os.environ.get("ZHITONG_MAIL_FROM", ""),
} | {
    name.removeprefix(CHANNEL_PREFIX): value
    for name, value in os.environ.items()
    if name.startswith(CHANNEL_PREFIX)
}
DELIVERY_LEASE_SECONDS = float(os.environ.get("ZHITONG_DELIVERY_LEASE_SECONDS", "120"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 500
UPLOAD_MEGABYTES = 320  # of one request; what a page takes is less
# Files go to disk as they arrive, small ones too: five hundred of them would fill the memory.
FILE_UPLOAD_HANDLERS = [
    "zhitong.portal.foundation.uploads.UploadLimit",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "sessionid"  # bound to this host by the browser
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Shared by all processes: codes used once, and how often codes and mails were asked for.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "foundation_cache"}
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# Who signs in, and how. Times and counts follow NIST SP 800-63B (AAL2).
ACCOUNT_ADAPTER = "zhitong.portal.pages.account.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "zhitong.portal.pages.account.adapter.SingleSignOnAdapter"
MFA_ADAPTER = "zhitong.portal.pages.account.adapter.SecondFactorAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "【直通】"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this session goes on; all others end with the old password
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("ZHITONG_PROXIES", "0"))
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"  # the other house has proved who it is
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "直通"
MFA_REQUIRED = os.environ.get("ZHITONG_MFA_REQUIRED", "") == "1"
SESSION_IDLE_MINUTES, SESSION_LONGEST_HOURS = 30, 12
SESSION_COOKIE_AGE = SESSION_LONGEST_HOURS * 3600
PASSWORD_RESET_TIMEOUT = 3600
OIDC_ISSUER = os.environ.get("ZHITONG_OIDC_ISSUER", "").rstrip("/")
OIDC_NAME = os.environ.get("ZHITONG_OIDC_NAME", "统一身份认证")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "unified",
                "name": OIDC_NAME,
                "client_id": os.environ.get("ZHITONG_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("ZHITONG_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}

# How often somebody may ask: most times, in so many seconds; counted for all processes together.
RATE_LIMITS = {
    "sign_in_account": (5, 900),
    "sign_in_address": (30, 900),
    "sign_in_address_day": (200, 86_400),
    "find": (60, 60),
    "box": (60, 60),
    "answer": (120, 60),
    "api_stranger": (60, 60),
    "api_person": (300, 60),
    "form": (20, 600),
    "claim": (10, 86_400),
    "export": (10, 3600),
}

SMTP = urlsplit(os.environ.get("ZHITONG_SMTP_URL", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SMTP.hostname else 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = SMTP.hostname or "localhost", SMTP.port or (465 if SMTP.scheme == "smtps" else 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(SMTP.username or ""), unquote(SMTP.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = SMTP.scheme == "smtps", SMTP.scheme == "smtp" and bool(SMTP.username)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("ZHITONG_MAIL_FROM", "zhitong@localhost")
