"""The one settings module, driven by the environment (`config/environment.py`)."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from konfluenz.config.databases import database
from konfluenz.config.environment import Environment
from konfluenz.config.links import LINKS as LINKS
from konfluenz.config.links import PERSONAL_LINKS as PERSONAL_LINKS
from konfluenz.ground.schedule import Rule, daily, every

ENVIRONMENT = Environment()
HOME = ENVIRONMENT.home.resolve()
SOURCE = Path(__file__).resolve().parents[1]

DEBUG = ENVIRONMENT.debug
DEMO = ENVIRONMENT.demo
BASE_URL = ENVIRONMENT.base_url.rstrip("/")
BASE_PATH = urlsplit(BASE_URL).path
"""The path of the city's site below which the program stands; "" where it has the whole site."""

FORCE_SCRIPT_NAME = BASE_PATH or None
_SECRET_FILE = HOME / "keys" / "secret"
SECRET_KEY = ENVIRONMENT.secret_key.get_secret_value() or (
    _SECRET_FILE.read_text().strip() if _SECRET_FILE.exists() else "not-set-up"
)
KEYRING: Path | str = ENVIRONMENT.keyring.get_secret_value() or HOME / "keys" / "keyring.json"
ALLOWED_HOSTS = [urlsplit(BASE_URL).hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [BASE_URL.removesuffix(BASE_PATH)]

INSTALLED_APPS = [
    "konfluenz.config",
    "konfluenz.portal",
    "konfluenz.office",
    "konfluenz.exchange",
    "konfluenz.council",
    "konfluenz.steering",
    "konfluenz.publishing",
    "konfluenz.volunteering",
    "konfluenz.enquiries",
    "konfluenz.events",
    "konfluenz.actions",
    "konfluenz.directory",
    "konfluenz.people",
    "konfluenz.ground",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail.users",
    "wagtail.search",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "konfluenz.config.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "konfluenz.portal.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "konfluenz.office.sessions.SessionLimitMiddleware",
]

ROOT_URLCONF = "konfluenz.config.urls"
WSGI_APPLICATION = "konfluenz.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "konfluenz.portal.frame.frame",
                "konfluenz.office.frame.frame",
            ],
            "builtins": ["konfluenz.ground.templatetags.links"],
            "libraries": {"opportunities": "konfluenz.office.volunteering.organisation_tags"},
        },
    }
]

DATABASES: dict[str, dict[str, Any]] = {"default": database(ENVIRONMENT.database_url, HOME)}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR"}},
}
"""Errors are noted where the process writes them; Django would mail them, and we send no such
mail."""

LANGUAGE_CODE = "de"
LANGUAGES = [
    ("de", _("German")),
    ("de-simple", _("Plain German")),
    ("en", _("English")),
    ("uk", _("Ukrainian")),
    ("ar", _("Arabic")),
    ("fa", _("Persian")),
    ("tr", _("Turkish")),
    ("ru", _("Russian")),
    ("fr", _("French")),
]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = f"{BASE_PATH}/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [ENVIRONMENT.assets] if ENVIRONMENT.assets.is_dir() else []
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_URL = f"{BASE_PATH}/media/"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files" / "public", "base_url": MEDIA_URL},
    },
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files" / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_onward"
LOGOUT_REDIRECT_URL = f"{BASE_PATH}/"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{BASE_PATH}/"
SESSION_IDLE_SECONDS = 30 * 60
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_COOKIES = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "konfluenz_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
"""Shared by all processes: allauth counts its rate limits here. people/0003 makes the table."""

ACCOUNT_ADAPTER = "konfluenz.people.login_adapters.AccountAdapter"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE_COOKIES else "http"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/15m/key,30/h/ip",
    "request_login_code": "5/15m/key,30/h/ip",
    "reset_password": "5/15m/key,30/h/ip",
    "reset_password_from_key": "30/h/ip",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
MFA_ADAPTER = "konfluenz.people.login_adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Konfluenz"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

FEED_CONSUMERS: dict[str, str] = {
    "baking": "konfluenz.publishing.baking.marks.on_entries",
    "charts": "konfluenz.steering.charting.drawing.on_entries",
    "links": "konfluenz.publishing.links.register.on_entries",
    "finding": "konfluenz.publishing.finding.feeding.on_entries",
}
"""Who reads the change feed (`ground/feed.py`): name → dotted path of the handler."""

BAKED = "konfluenz.portal.baked.SITE"
"""Dotted path of what can be baked (`publishing/baking/sites.py`)."""

OFFLINE = ENVIRONMENT.offline
"""Whether browsers keep public pages (`portal/foot/offline.py`)."""

MUNICIPALITY_KEY = ENVIRONMENT.municipality_key
OPEN_DATA_CONTRIBUTOR = ENVIRONMENT.open_data_contributor
"""What the catalogue of open data says of the city (`exchange/open_data/catalogue.py`)."""

BAKED_ROOT = ENVIRONMENT.baked or HOME / "baked"

TRANSLATED_KINDS = ["konfluenz.council.summaries.KIND"]
"""Kinds of records that are translated (`publishing/translating`) and live above `publishing`."""

IMPORTERS: dict[str, str] = {
    "events": "konfluenz.events.importing.event_kind.take",
    "figures": "konfluenz.steering.importing.figure_kind.take",
    "mailbox": "konfluenz.enquiries.importing.mailbox_kind.take",
    "needs": "konfluenz.volunteering.importing.need_kind.take",
    "paper": "konfluenz.council.paper_files.take",
    "persons": "konfluenz.people.importing.persons.take",
    "volunteers": "konfluenz.volunteering.importing.volunteer_kind.take",
}
"""What ``konfluenz import`` can read (`ground/imports`): kind → dotted path of who reads it."""

GATHERERS: dict[str, str] = {
    "integreat": "konfluenz.publishing.importing.integreat.take",
    "oparl": "konfluenz.council.oparl.readings.command",
}
"""What it reads from several files or an address: kind → dotted path of who gathers it."""

TABLES: dict[str, str] = {
    "volunteers": "konfluenz.volunteering.importing.volunteer_kind.KIND",
    "persons": "konfluenz.people.importing.persons.KIND",
    "needs": "konfluenz.volunteering.importing.need_kind.KIND",
    "mailbox": "konfluenz.enquiries.importing.mailbox_kind.KIND",
    "events": "konfluenz.events.importing.event_kind.KIND",
    "figures": "konfluenz.steering.importing.figure_kind.KIND",
}
"""Lists that can be read in (`ground/imports/kinds.py`), in the order in which they are offered:
kind → dotted path of what it makes."""

RUNS: dict[str, str] = {
    "first-results": "konfluenz.office.setup.results.find",
    "import-check": "konfluenz.ground.imports.steps.check_run",
    "import-take": "konfluenz.ground.imports.steps.take_run",
    "import-undo": "konfluenz.ground.imports.undoing.undo_run",
    "matching": "konfluenz.volunteering.together_runs.run",
    "oparl": "konfluenz.council.oparl.readings.run",
    "machine-drafts": "konfluenz.publishing.translating.drafts.run",
    "takeout": "konfluenz.office.setup.takeout.run",
}
"""Long work that people start (`ground/runs.py`): kind → dotted path of who does it."""

SCHEDULE: dict[str, Rule] = {
    "ask-owners": daily("07:45", runs="konfluenz.directory.review_rounds.ask_due"),
    "ask-for-reports": daily("07:50", runs="konfluenz.council.data_requests.remind_due"),
    "ask-volunteers": daily("08:00", runs="konfluenz.volunteering.check_ins.ask_due"),
    "check-links": every(minutes=10, runs="konfluenz.publishing.links.checking.check_due"),
    "draw-charts": every(minutes=15, runs="konfluenz.steering.charting.drawing.draw_stale"),
    "expire-drafts": daily("03:25", runs="konfluenz.people.drafts.expire"),
    "expire-proposals": every(minutes=15, runs="konfluenz.volunteering.proposals.expire"),
    "forget-opinions": daily("03:56", runs="konfluenz.publishing.opinions.sweep"),
    "forget-logins": daily("03:30", runs="konfluenz.people.logins.forget_ended"),
    "forget-merges": daily("03:35", runs="konfluenz.people.merging.forget"),
    "erase-old-messages": daily("03:15", runs="konfluenz.ground.delivery.erase_old"),
    "erase-old-runs": daily("03:20", runs="konfluenz.ground.runs.erase_old"),
    "forget-search-misses": daily("03:57", runs="konfluenz.publishing.finding.misses.sweep"),
    "forget-enquiries": daily("03:52", runs="konfluenz.enquiries.forgetting.sweep"),
    "forget-certificates": daily("03:50", runs="konfluenz.volunteering.clearances.sweep"),
    "forget-offers": daily("03:55", runs="konfluenz.volunteering.offers.sweep"),
    "forget-lists-read": daily("03:42", runs="konfluenz.ground.imports.lists.sweep"),
    "forget-raw-mails": daily("03:41", runs="konfluenz.enquiries.mails.sweep"),
    "forget-councils-read": daily("03:39", runs="konfluenz.council.oparl.readings.sweep"),
    "forget-subscriptions": daily("03:38", runs="konfluenz.steering.subscriptions.sweep"),
    "forget-papers-read": daily("03:40", runs="konfluenz.council.imports.sweep"),
    "miss-check-ins": daily("07:30", runs="konfluenz.volunteering.check_ins.miss_unanswered"),
    "forget-takeouts": every(minutes=30, runs="konfluenz.office.setup.takeout.sweep"),
    "publish-pages": every(minutes=1, runs="konfluenz.publishing.editing.scheduling.publish_due"),
    "read-mail-links": daily("03:36", runs="konfluenz.publishing.links.register.read_mails"),
    "sweep-files": daily("03:45", runs="konfluenz.ground.files.sweep"),
    "sweep-throttle": every(minutes=30, runs="konfluenz.ground.throttle.sweep"),
}
"""What the worker runs when (`ground/schedule.py`), in the city's wall-clock time."""

REVIEWED: dict[str, str] = {
    "directory.externalresource": "konfluenz.directory.describing.resource",
    "directory.fundingprogramme": "konfluenz.directory.describing.programme",
    "directory.goodsnotice": "konfluenz.directory.describing.goods",
    "directory.service": "konfluenz.directory.describing.service",
    "directory.topic": "konfluenz.directory.describing.topic",
    "events.event": "konfluenz.events.describing.event",
    "publishing.portalpage": "konfluenz.publishing.describing.page",
}
"""What owners are asked about (`directory/review_rounds.py`): label → dotted path of who tells
what the entry says."""

LINK_CHECKS = ENVIRONMENT.check_links and not DEMO
"""Whether links to other sites are checked (`publishing/links`)."""

LINK_PORTS = frozenset({80, 443})
LINK_ALLOWED_ADDRESSES: frozenset[str] = frozenset()
"""IP addresses of the city's own net that may be asked all the same, such as an intranet's."""

LINKS_AN_HOUR = 12
"""So many links of one host are asked in an hour."""

LINK_USER_AGENT = f"Konfluenz link check ({BASE_URL})"

OUTBOX_GATE = "konfluenz.directory.trials.reason_to_hold"
"""Dotted path of a function that says why a message is held back (`ground/holding.py`)."""

MAIL_FRAME = "konfluenz.directory.municipality.sender"
"""Dotted path of a function that returns what stands around each message:
{"name": the city, "accent": "#rrggbb", "address": one line for letters}; empty: the program's
name."""

MAIL_URL = ENVIRONMENT.mail_url
MAIL_DOMAIN = urlsplit(BASE_URL).hostname or "localhost"
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
SMS_URL = ENVIRONMENT.sms_url

TRANSLATOR = ENVIRONMENT.translator
TRANSLATOR_URL = ENVIRONMENT.translator_url.rstrip("/")
TRANSLATOR_KEY = ENVIRONMENT.translator_key.get_secret_value()
"""Who makes machine drafts (`publishing/translating/machines.py`)."""

WAGTAIL_SITE_NAME = "Konfluenz"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAILIMAGES_IMAGE_MODEL = "publishing.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "publishing.Attachment"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", _("German"))]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "konfluenz.publishing.editing.picture_forms.PictureForm"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
"""Wagtail's own mails go nowhere: what waits for somebody stands in *Heute*, and all that we
send goes through the outbox."""

PAGE_PREVIEW = "konfluenz.portal.knowing.previews.preview"
"""Dotted path of what shows an unpublished page to its editor: (request, page, locale)."""

TAGGIT_CASE_INSENSITIVE = True
