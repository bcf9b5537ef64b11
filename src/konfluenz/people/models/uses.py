"""Why this room holds what it holds, and for how long: the uses its tables declare."""

from django.utils.translation import gettext_noop

from konfluenz.ground.personal_data import Basis, Ending, Retention, Use

KNOW_PEOPLE = Use(
    purpose=gettext_noop(
        "Knowing the people the municipality works with in integration and volunteering"
    ),
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start=gettext_noop("last contact"), days=1095),
)
REACH_PEOPLE = Use(
    purpose=gettext_noop("Reaching the people the municipality works with"),
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start=gettext_noop("last contact"), days=1095),
)
LOG_IN = Use(
    purpose=gettext_noop("Logging in, and keeping others out"),
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start=gettext_noop("account closed"), days=90),
)
SHARE_RIGHTS = Use(
    purpose=gettext_noop("Deciding who may do what in the program"),
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start=gettext_noop("role ended"), days=1095),
)
PROVE_CONSENT = Use(
    purpose=gettext_noop(
        "Proof of what a person agreed to, and when they withdrew it (Art. 7 (1) DSGVO)"
    ),
    basis=Basis.LEGAL_DUTY,
    retention=Retention(start=gettext_noop("consent withdrawn"), days=1095),
)
WORK_AT_EASE = Use(
    purpose=gettext_noop("Views and unfinished forms that colleagues keep for themselves"),
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start=gettext_noop("last change"), days=30),
)
UNDO_MERGES = Use(
    purpose=gettext_noop("Taking back the merge of two persons that turned out to be wrong"),
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start=gettext_noop("persons merged"), days=365, ending=Ending.DELETE),
)
