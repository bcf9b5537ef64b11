"""What cities call things: kinds of papers, roles, bodies and states, as our own.

Words are compared folded (`ground/folding.py`): "Änderungs-/Ergänzungsantrag" is
"anderungs erganzungsantrag".
"""

from konfluenz.council.models import ConsultationRole, PaperType, SessionState
from konfluenz.directory.models import OrganizationKind
from konfluenz.ground.folding import fold

_KINDS: dict[str, str] = {
    PaperType.DECISION: "Beschlussvorlage|Vorlage|Sitzungsvorlage|Verwaltungsvorlage"
    "|Beschlussdrucksache|Beschlussantrag|Ratsvorlage|Magistratsvorlage"
    "|Gremienvorlage|Entscheidungsvorlage|Verwaltungsdrucksache|Öffentliche Beschlussvorlage"
    "|Dringlichkeitsvorlage|Dringlichkeitsentscheidung"
    "|Eilentscheidung|Satzung|Wahlvorlage|Personalvorlage|Vergabevorlage|Haushaltsvorlage",
    PaperType.INFORMATION: "Unterrichtungsvorlage|Unterrichtung|Informationsvorlage|Information"
    "|Informationsdrucksache|Mitteilungsvorlage|Mitteilung|Bericht|Berichtsvorlage"
    "|Kenntnisnahmevorlage|Kenntnisnahme|Sachstandsbericht|Zwischenbericht|Prüfbericht"
    "|Mitteilung der Verwaltung|Bericht der Verwaltung|Bekanntgabe|Vorlage zur Kenntnis"
    "|Öffentliche Mitteilungsvorlage",
    PaperType.MOTION: "Antrag|Anträge|Fraktionsantrag|Ratsantrag|Dringlichkeitsantrag|Eilantrag"
    "|Antrag der Fraktion|Antrag Fraktion|Interfraktioneller Antrag|Gemeinsamer Antrag"
    "|Bürgerantrag|Einwohnerantrag|Haushaltsantrag|Prüfantrag|Beiratsantrag"
    "|Antrag einer Fraktion|Selbstständiger Antrag",
    PaperType.AMENDMENT: "Änderungsantrag|Ergänzungsantrag|Änderungs-/Ergänzungsantrag"
    "|Änderungs- und Ergänzungsantrag|Tischvorlage|Ergänzungsvorlage|Änderungsvorlage"
    "|Ergänzung|Änderung|Zusatzantrag|Gegenantrag|Begleitantrag",
    PaperType.ENQUIRY: "Anfrage|Fraktionsanfrage|Ratsanfrage|Kleine Anfrage|Große Anfrage"
    "|Mündliche Anfrage|Schriftliche Anfrage|Bürgeranfrage|Einwohneranfrage"
    "|Anfrage der Fraktion|Anfrage einer Fraktion|Interpellation|Einwohnerfrage",
    PaperType.STATEMENT: "Stellungnahme|Stellungnahme der Verwaltung|Antwort|Antwort der Verwaltung"
    "|Anfragenbeantwortung|Beantwortung|Beantwortung einer Anfrage|Antwort auf Anfrage"
    "|Verwaltungsstellungnahme|Erwiderung",
    PaperType.MINUTES: "Niederschrift|Protokoll|Sitzungsniederschrift|Sitzungsprotokoll",
}
PAPER_TYPES: dict[str, PaperType] = {
    fold(word): PaperType(kind) for kind, words in _KINDS.items() for word in words.split("|")
}

ROLES: dict[str, ConsultationRole] = {
    fold(word): role
    for role, words in {
        ConsultationRole.HEARING: "Anhörung|Beteiligung|Anhörung des Ortsbeirats",
        ConsultationRole.PRELIMINARY: "Vorberatung|Beratung|Empfehlung|Behandlung|Vorberatend"
        "|zur Vorberatung|zur Beratung|Empfehlungsbeschluss",
        ConsultationRole.DECISION: "Entscheidung|Beschluss|Beschlussfassung|zur Entscheidung"
        "|zur Beschlussfassung|Entscheidend|Beschließend",
        ConsultationRole.NOTING: "Kenntnisnahme|zur Kenntnisnahme|zur Kenntnis|Information"
        "|Unterrichtung|Mitteilung|Bericht",
    }.items()
    for word in words.split("|")
}

STATES: dict[str, SessionState] = {
    fold(word): state
    for state, words in {
        SessionState.PLANNED: "terminiert|geplant|vorgesehen",
        SessionState.INVITED: "eingeladen|einberufen|Einladung versandt",
        SessionState.HELD: "durchgeführt|beendet|stattgefunden|abgeschlossen|protokolliert",
        SessionState.CANCELLED: "abgesagt|entfallen|ausgefallen|entfällt",
    }.items()
    for word in words.split("|")
}

_BODIES: tuple[tuple[str, OrganizationKind], ...] = (
    ("fraktion", OrganizationKind.FACTION),
    ("beirat", OrganizationKind.ADVISORY_COUNCIL),
    ("integrationsrat", OrganizationKind.ADVISORY_COUNCIL),
    ("ausschuss", OrganizationKind.COMMITTEE),
    ("stadtvorstand", OrganizationKind.EXECUTIVE_BOARD),
    ("magistrat", OrganizationKind.EXECUTIVE_BOARD),
    ("verwaltungsvorstand", OrganizationKind.EXECUTIVE_BOARD),
    ("ortschaftsrat", OrganizationKind.COMMITTEE),
    ("bezirksrat", OrganizationKind.COMMITTEE),
    ("stadtrat", OrganizationKind.COUNCIL),
    ("gemeinderat", OrganizationKind.COUNCIL),
    ("stadtverordnetenversammlung", OrganizationKind.COUNCIL),
    ("burgerschaft", OrganizationKind.COUNCIL),
    ("kreistag", OrganizationKind.COUNCIL),
)
_OFFICES = (
    "verwaltungsbereich",
    "verwaltung",
    "fachamt",
    "amt",
    "dezernat",
    "fachbereich",
    "stabsstelle",
)


def paper_type(word: str) -> PaperType | None:
    """Return the kind of paper that a city calls `word`, or None for a word unknown here."""
    return PAPER_TYPES.get(fold(word))


def role(word: str) -> str:
    """Return what the body does with the paper, "" for an unknown word such as "unbekannt"."""
    return ROLES.get(fold(word), "")


def state(word: str) -> SessionState | None:
    """Return where a session is, or None for an unknown word."""
    return STATES.get(fold(word))


def is_office(type_word: str, classification: str) -> bool:
    """Return whether an organisation is a part of the administration."""
    words = f"{fold(type_word)} {fold(classification)}".split()
    return any(word in _OFFICES for word in words)


def body_kind(*said: str) -> OrganizationKind:
    """Return what kind of body it is by its type, classification and name; else a committee."""
    words = " ".join(map(fold, said))
    return next((kind for part, kind in _BODIES if part in words), OrganizationKind.COMMITTEE)
