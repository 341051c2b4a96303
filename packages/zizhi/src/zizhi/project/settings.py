"""Every setting of the hall, in one file, from the environment. Reading it touches no disk and no network.

``ZIZHI_HOME`` holds all that the hall writes: database, vault, custody, secret key. Back it up whole.
"""

import os
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import SimpleLazyObject

from zizhi.project.databases import database_from_url
from zizhi.project.secret import secret_key

_ENV = os.environ

# --- the hall itself --------------------------------------------------------------------
ZIZHI_PROFILE = _ENV.get("ZIZHI_PROFILE", "demonstration")
if ZIZHI_PROFILE not in {"demonstration", "production"}:
    raise ImproperlyConfigured("ZIZHI_PROFILE 只能是 demonstration 或 production。")

ZIZHI_HOME = Path(_ENV.get("ZIZHI_HOME", "var")).absolute()
_CACHE = Path(_ENV.get("XDG_CACHE_HOME") or Path.home() / ".cache")
ZIZHI_ASSETS = Path(_ENV.get("ZIZHI_ASSETS") or _CACHE / "zizhi")
_HANAZONO = "/usr/share/fonts/truetype/hanazono/HanaMinA.ttf:/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"
ZIZHI_FALLBACK_FONTS = tuple(Path(p) for p in _ENV.get("ZIZHI_FALLBACK_FONTS", _HANAZONO).split(":") if p)

ZIZHI_BASE_URL = _ENV.get("ZIZHI_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
if len(ZIZHI_BASE_URL) > 62:  # architecture §4, QR: version 9-M holds no more
    raise ImproperlyConfigured(f"ZIZHI_BASE_URL 长 {len(ZIZHI_BASE_URL)} 个字符，二维码最多容纳 62 个。")

# Days before the last day of a certificate: renewal can be asked for from the first to the second.
_WINDOW = re.fullmatch(r"(\d{1,4}):(\d{1,4})", _ENV.get("ZIZHI_RENEWAL_WINDOW", "180:0"))
if _WINDOW is None or int(_WINDOW[1]) < int(_WINDOW[2]):
    raise ImproperlyConfigured("ZIZHI_RENEWAL_WINDOW 应写作「起:止」，均为证书到期前的天数，例如 180:0。")
ZIZHI_PROMISED_DAYS = int(_ENV.get("ZIZHI_PROMISED_DAYS", "2"))  # working days, for change and replacement
ZIZHI_RENEWAL_WINDOW = (int(_WINDOW[1]), int(_WINDOW[2]))

ZIZHI_VAULT = _ENV.get("ZIZHI_VAULT") or (ZIZHI_HOME / "vault").as_uri()
"""``file:///…`` or ``s3://bucket/prefix?endpoint=https://…``."""

# --- Django -----------------------------------------------------------------------------
SECRET_KEY = SimpleLazyObject(lambda: secret_key(ZIZHI_HOME))
DEBUG = _ENV.get("ZIZHI_DEBUG", "") == "1"
ALLOWED_HOSTS = [h for h in _ENV.get("ZIZHI_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]
_SECURE = ZIZHI_BASE_URL.startswith("https:")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "zizhi.project",
    "zizhi.status",
    "zizhi.vault",
    "zizhi.audit",
    "zizhi.accounts",
    "zizhi.workdays",
    "zizhi.messages",
    "zizhi.certificates",
    "zizhi.applications",
    "zizhi.sealing",
    "zizhi.issuing",
    "zizhi.verification",
    "zizhi.web",
    "zizhi.api",
    "zizhi.ops",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "zizhi.project.headers.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "zizhi.project.urls"
WSGI_APPLICATION = "zizhi.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "zizhi.web.context.site_context",
            ],
        },
    },
]

DATABASES = {"default": database_from_url(_ENV.get("DATABASE_URL", ""), home=ZIZHI_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = ZIZHI_HOME / "static"
STATICFILES_DIRS = [("bootstrap", d) for d in (ZIZHI_ASSETS / "bootstrap" / "dist",) if d.is_dir()]
WHITENOISE_USE_FINDERS = True

# --- mail and SMS: copies of what stands in the notification centre ---------------------
EMAIL_HOST = _ENV.get("EMAIL_HOST", "")
EMAIL_USE_TLS = _ENV.get("EMAIL_USE_TLS", "") == "1"
EMAIL_USE_SSL = _ENV.get("EMAIL_USE_SSL", "") == "1"
_PORT = _ENV.get("EMAIL_PORT") or ("465" if EMAIL_USE_SSL else "587" if EMAIL_USE_TLS else "25")
_TIMEOUT = _ENV.get("EMAIL_TIMEOUT", "10")
if not (_PORT.isdecimal() and _TIMEOUT.isdecimal()):
    raise ImproperlyConfigured("EMAIL_PORT 和 EMAIL_TIMEOUT 只能是整数。")
EMAIL_PORT, EMAIL_TIMEOUT = int(_PORT), int(_TIMEOUT)
EMAIL_HOST_USER = _ENV.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _ENV.get("EMAIL_HOST_PASSWORD", "")
DEFAULT_FROM_EMAIL = _ENV.get("DEFAULT_FROM_EMAIL", "")
_LOG_SMS = "zizhi.messages.sms.LogSms" if ZIZHI_PROFILE == "demonstration" else ""
ZIZHI_SMS = _ENV.get("ZIZHI_SMS", _LOG_SMS)
"""Dotted path of a class as `zizhi.messages.sms.Sms` describes it; empty: no SMS."""

# --- what a browser is told -------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = _SECURE and _ENV.get("ZIZHI_TLS", "") == "here"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _ENV.get("ZIZHI_TLS") == "proxy" else None
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024  # a package is judged in memory, never from a temporary file
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": _ENV.get("ZIZHI_LOG", "WARNING")},
}
