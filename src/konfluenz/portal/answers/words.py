"""What the pages behind mailed links say, in the portal's languages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from konfluenz.events.models import AttendanceState
from konfluenz.volunteering.models import Answer, CheckInState, HoursState, Insurer, Timing
from konfluenz.volunteering.sides import Side

Text = str | Promise
VOLUNTEER, ORGANISATION = Side.VOLUNTEER, Side.ORGANISATION

THANKS = gettext_lazy("Thank you for your answer")
WHEN_ANOTHER = gettext_lazy(
    "Thank you for being ready to help. We write to you when something else fits."
)
WE_SEARCH = gettext_lazy("We keep looking and write to you. You need not do anything.")
TAKEN = gettext_lazy("All places are taken.")
OVER = gettext_lazy("This question is no longer open.")
BOTH = gettext_lazy("Both sides have said yes")
WAITING = gettext_lazy(
    "We are waiting for the other side. As soon as it has answered, we write to you."
)
LOOKED_AFTER = gettext_lazy("We look after it and get in touch with you.")

PROPOSALS: Mapping[tuple[str, Side], tuple[Text, Text]] = {
    ("asked", VOLUNTEER): (
        gettext_lazy("Would you like to help?"),
        gettext_lazy(
            "We may ask more people than there are places: who says yes first gets one. A no is "
            "fine too."
        ),
    ),
    ("asked", ORGANISATION): (
        gettext_lazy("Does this person fit?"),
        gettext_lazy(
            "Our message says what speaks for the person, who is asked at the same time. Name and "
            "contact data follow when both sides have said yes."
        ),
    ),
    ("waiting", VOLUNTEER): (THANKS, WAITING),
    ("waiting", ORGANISATION): (THANKS, WAITING),
    ("agreed", VOLUNTEER): (
        BOTH,
        gettext_lazy(
            "Thank you! We have written to you whom you can reach there. The first four weeks are "
            "for trying out."
        ),
    ),
    ("agreed", ORGANISATION): (
        BOTH,
        gettext_lazy(
            "The first four weeks are for trying out. Now you can see how to reach the person."
        ),
    ),
    ("said_no", VOLUNTEER): (THANKS, WHEN_ANOTHER),
    ("said_no", ORGANISATION): (THANKS, WE_SEARCH),
    ("filled", VOLUNTEER): (TAKEN, WHEN_ANOTHER),
    ("filled", ORGANISATION): (TAKEN, gettext_lazy("You need not do anything.")),
    ("ended", VOLUNTEER): (OVER, WHEN_ANOTHER),
    ("ended", ORGANISATION): (OVER, WE_SEARCH),
}
"""Heading and text by how the question stands and who looks."""

ANSWERS: Mapping[Side, list[tuple[str, Text]]] = {
    VOLUNTEER: [
        (Answer.YES, gettext_lazy("Yes, I would like to help")),
        (Answer.NO, gettext_lazy("No, not this time")),
    ],
    ORGANISATION: [
        (Answer.YES, gettext_lazy("Yes, the person fits")),
        (Answer.NO, gettext_lazy("No, the person does not fit")),
    ],
}

HOW_IS_IT = gettext_lazy("How is it going?")
DID_IT = gettext_lazy("Did it take place?")
CHECK_INS: Mapping[tuple[str, Side], tuple[Text, Text]] = {
    ("happened", VOLUNTEER): (DID_IT, gettext_lazy("Did your help take place as agreed?")),
    ("happened", ORGANISATION): (
        DID_IT,
        gettext_lazy("Did the volunteer's help take place as agreed?"),
    ),
    ("how", VOLUNTEER): (
        HOW_IS_IT,
        gettext_lazy("Tell us that all is well, or that you would like to talk."),
    ),
    ("how", ORGANISATION): (
        HOW_IS_IT,
        gettext_lazy("Tell us that all is well, or that you would like to talk."),
    ),
}
CHECK_IN_ANSWERED: Mapping[str, Text] = {
    CheckInState.FINE: gettext_lazy("Good to hear. You need not do anything more."),
    CheckInState.TALK: LOOKED_AFTER,
    CheckInState.NOT_HAPPENED: LOOKED_AFTER,
}
TALK = gettext_lazy("I would like to talk")

MEETING_ANSWERS: list[tuple[str, Text]] = [
    (AttendanceState.COMING, gettext_lazy("I am coming")),
    (AttendanceState.EXCUSED, gettext_lazy("I am not coming")),
]
MEETING_SAID: Mapping[str, Text] = {
    AttendanceState.COMING: gettext_lazy("You said that you are coming. You can change that here."),
    AttendanceState.EXCUSED: gettext_lazy(
        "You said that you are not coming. You can change that here."
    ),
}

HOURS: Mapping[str, Text] = {
    HoursState.REPORTED: gettext_lazy("waits for the other side"),
    HoursState.CONFIRMED: gettext_lazy("confirmed"),
    HoursState.DISPUTED: gettext_lazy("is being cleared up"),
}

TIMINGS: Mapping[str, Text] = {
    Timing.WEEKLY: gettext_lazy("Every week"),
    Timing.FIXED: gettext_lazy("On fixed days"),
    Timing.FLEXIBLE: gettext_lazy("By arrangement"),
    Timing.OPEN_ENDED: gettext_lazy("For a longer time, as agreed"),
}
INSURERS: Mapping[str, Text] = {
    Insurer.ORGANISATION: gettext_lazy("Our organisation"),
    Insurer.MUNICIPALITY: gettext_lazy("The city"),
    Insurer.LAND: gettext_lazy("The federal state, by its group contract"),
    Insurer.UNSETTLED: gettext_lazy("We do not know yet"),
}
TASKS = {
    "reading": gettext_noop("Reading aloud"),
    "homework": gettext_noop("Helping with homework"),
    "german": gettext_noop("Practising German"),
    "accompanying": gettext_noop("Going along to appointments"),
    "forms": gettext_noop("Helping with forms and letters"),
    "childcare": gettext_noop("Looking after children"),
    "mentoring": gettext_noop("Accompanying a family"),
    "repair": gettext_noop("Repairing things"),
    "event": gettext_noop("Helping at an event"),
    "online": gettext_noop("Writing and designing"),
}
"""What the task templates are called; one that the city added says its German title."""


def check_in_button(state: str, *, happened: bool) -> Text:
    """Return what stands on the button that answers a check-in with `state`."""
    if state == CheckInState.TALK:
        return TALK
    if state == CheckInState.NOT_HAPPENED:
        return gettext("No, it did not take place")
    return gettext("Yes, it took place") if happened else gettext("All is well")


def meeting_heading(state: str, *, is_open: bool, cancelled: bool) -> Text:
    """Return what stands over a meeting to whose invitation a member said `state`."""
    if cancelled:
        return gettext("This meeting does not take place")
    if not is_open:
        return OVER
    return THANKS if state in MEETING_SAID else gettext("Are you coming?")
