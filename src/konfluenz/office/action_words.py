"""What each act of the audit trail is called. `tests/office` fails on an act without words."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from konfluenz.council.models import Outcome
from konfluenz.people import languages
from konfluenz.people.models.consents import Purpose
from konfluenz.people.models.contacts import Kind
from konfluenz.people.models.languages import Level
from konfluenz.people.models.roles import Role
from konfluenz.steering.models import GoalState, MunicipalFunction, Vote
from konfluenz.volunteering.models import Wish
from konfluenz.volunteering.volunteers import LeaveReason

SENTENCES: dict[str, Promise] = {
    "account.closed": gettext_lazy("Account closed"),
    "account.factor_added": gettext_lazy("Second factor set up"),
    "account.factor_removed": gettext_lazy("Second factor removed"),
    "account.logged_in": gettext_lazy("Logged in"),
    "account.logged_out": gettext_lazy("Logged out"),
    "account.login_failed": gettext_lazy("Login failed"),
    "account.opened": gettext_lazy("Account opened"),
    "account.password_changed": gettext_lazy("Password changed"),
    "account.removed": gettext_lazy("Account removed"),
    "area.added": gettext_lazy("Field of action added"),
    "area.corrected": gettext_lazy("Field of action corrected"),
    "area.removed": gettext_lazy("Field of action removed"),
    "area.rests_on": gettext_lazy("Posts of the field of action changed"),
    "check_in.answered": gettext_lazy("Check-in answered"),
    "check_in.missed": gettext_lazy("Check-in not answered"),
    "check_in.settled": gettext_lazy("Spoken with the volunteer"),
    "clearance.forgotten": gettext_lazy("Certificate deleted"),
    "clearance.seen": gettext_lazy("Certificate seen"),
    "concept.added": gettext_lazy("Concept added"),
    "concept.adopted": gettext_lazy("Concept adopted"),
    "concept.corrected": gettext_lazy("Concept corrected"),
    "concept.moved": gettext_lazy("State of the concept changed"),
    "concept.reviewed": gettext_lazy("Answered whether the concept needs to be revised"),
    "consent.given": gettext_lazy("Consent noted"),
    "consent.withdrawn": gettext_lazy("Consent withdrawn"),
    "consultation.added": gettext_lazy("Station added to the path"),
    "consultation.corrected": gettext_lazy("Station of the path corrected"),
    "consultation.moved": gettext_lazy("Station moved along the path"),
    "consultation.removed": gettext_lazy("Station taken off the path"),
    "contact.added": gettext_lazy("Contact added"),
    "contact.confirmed": gettext_lazy("Contact confirmed"),
    "contact.preferred": gettext_lazy("Contact put first"),
    "contact.removed": gettext_lazy("Contact removed"),
    "district.added": gettext_lazy("District added"),
    "district.corrected": gettext_lazy("District corrected"),
    "district.removed": gettext_lazy("District removed"),
    "enquiry.answered": gettext_lazy("Enquiry answered"),
    "enquiry.assigned": gettext_lazy("Enquiry assigned"),
    "enquiry.closed": gettext_lazy("Enquiry closed"),
    "enquiry.corrected": gettext_lazy("Enquiry corrected"),
    "enquiry.handed_over": gettext_lazy("Enquiry handed over"),
    "enquiry.heard": gettext_lazy("Further word from the person"),
    "enquiry.noted": gettext_lazy("Note added"),
    "enquiry.postponed": gettext_lazy("Answer postponed"),
    "enquiry.received": gettext_lazy("Enquiry received"),
    "enquiry.released": gettext_lazy("Enquiry released"),
    "enquiry.reopened": gettext_lazy("Enquiry reopened"),
    "enquiry.taken": gettext_lazy("Enquiry taken on"),
    "file.erased": gettext_lazy("File erased"),
    "file.stored": gettext_lazy("File stored"),
    "goal.added": gettext_lazy("Goal added"),
    "goal.corrected": gettext_lazy("Goal corrected"),
    "goal.noted": gettext_lazy("Said how the goal stands"),
    "goal.removed": gettext_lazy("Goal removed"),
    "group.added": gettext_lazy("Group added"),
    "group.corrected": gettext_lazy("Group corrected"),
    "group.joined": gettext_lazy("Joined the group"),
    "group.left": gettext_lazy("Left the group"),
    "hours.confirmed": gettext_lazy("Hours confirmed"),
    "hours.corrected": gettext_lazy("Hours corrected"),
    "hours.disputed": gettext_lazy("Hours disputed"),
    "hours.reported": gettext_lazy("Hours reported"),
    "import.added": gettext_lazy("List dropped"),
    "import.chosen": gettext_lazy("Columns chosen"),
    "import.discarded": gettext_lazy("List put aside"),
    "import.reread": gettext_lazy("File read in another way"),
    "import.started": gettext_lazy("Import started"),
    "import.taken": gettext_lazy("List read in"),
    "import.tried": gettext_lazy("Trial started"),
    "import.undo_started": gettext_lazy("Taking back started"),
    "import.undone": gettext_lazy("List taken back"),
    "indicator.added": gettext_lazy("Indicator added"),
    "indicator.corrected": gettext_lazy("Indicator corrected"),
    "language.noted": gettext_lazy("Spoken language noted"),
    "language.removed": gettext_lazy("Spoken language removed"),
    "link.added": gettext_lazy("Sentence linked"),
    "link.removed": gettext_lazy("Link of a sentence removed"),
    "membership.added": gettext_lazy("Membership added"),
    "membership.corrected": gettext_lazy("Membership corrected"),
    "membership.ended": gettext_lazy("Membership ended"),
    "message.done_by_hand": gettext_lazy("Message settled by hand"),
    "message.dropped": gettext_lazy("Message will not be sent"),
    "message.kept": gettext_lazy("Message held back again"),
    "message.released": gettext_lazy("Message released"),
    "message.retried": gettext_lazy("Message sent again"),
    "municipality.corrected": gettext_lazy("Municipality corrected"),
    "municipality.set_up": gettext_lazy("Municipality set up"),
    "municipality.taken_out": gettext_lazy("All data taken out as a file"),
    "not_with.noted": gettext_lazy("Kept apart from somebody"),
    "not_with.removed": gettext_lazy("May meet somebody again"),
    "observation.added": gettext_lazy("Value added"),
    "observation.corrected": gettext_lazy("Value corrected"),
    "observation.removed": gettext_lazy("Value removed"),
    "opportunity.added": gettext_lazy("Opportunity added"),
    "opportunity.closed": gettext_lazy("Opportunity closed with its outcome"),
    "opportunity.corrected": gettext_lazy("Opportunity corrected"),
    "opportunity.extended": gettext_lazy("Opportunity extended"),
    "opportunity.paused": gettext_lazy("Opportunity paused"),
    "opportunity.published": gettext_lazy("Opportunity published"),
    "opportunity.refused": gettext_lazy("Opportunity not released"),
    "opportunity.removed": gettext_lazy("Opportunity removed"),
    "opportunity.reopened": gettext_lazy("Opportunity opened again"),
    "organization.added": gettext_lazy("Organisation added"),
    "organization.corrected": gettext_lazy("Organisation corrected"),
    "organization.covers": gettext_lazy("Topic added"),
    "organization.distrusted": gettext_lazy("Opportunities wait for release again"),
    "organization.removed": gettext_lazy("Organisation removed"),
    "organization.trusted": gettext_lazy("Opportunities published without release"),
    "organization.uncovers": gettext_lazy("Topic removed"),
    "paper.added": gettext_lazy("Paper added"),
    "paper.corrected": gettext_lazy("Paper corrected"),
    "paper.published": gettext_lazy("Paper published"),
    "paper.removed": gettext_lazy("Paper removed"),
    "paper.withdrawn": gettext_lazy("Paper withdrawn from the public"),
    "paper.written": gettext_lazy("Text of the paper added"),
    "paper_import.added": gettext_lazy("Paper read in"),
    "paper_import.confirmed": gettext_lazy("Paper read in and confirmed"),
    "paper_import.corrected": gettext_lazy("What was read corrected"),
    "paper_import.discarded": gettext_lazy("Reading put aside"),
    "person.added": gettext_lazy("Person added"),
    "person.corrected": gettext_lazy("Person corrected"),
    "person.erased": gettext_lazy("Person erased"),
    "person.exported": gettext_lazy("Data exported"),
    "person.merged": gettext_lazy("Merged with another person"),
    "person.unmerged": gettext_lazy("Merge undone"),
    "place.added": gettext_lazy("Place added"),
    "place.corrected": gettext_lazy("Place corrected"),
    "placement.ended": gettext_lazy("Placement ended"),
    "placement.settled": gettext_lazy("Trial ended well"),
    "placement.started": gettext_lazy("Placement started"),
    "post.added": gettext_lazy("Post added"),
    "post.corrected": gettext_lazy("Post corrected"),
    "post.filled": gettext_lazy("Post filled"),
    "post.staged": gettext_lazy("Stage of the post noted"),
    "post.vacated": gettext_lazy("Post vacated"),
    "promise.taken": gettext_lazy("Promise made a task"),
    "proposal.agreed": gettext_lazy("Both sides have agreed"),
    "proposal.answered": gettext_lazy("Proposal answered"),
    "proposal.asked": gettext_lazy("Both sides asked"),
    "proposal.code_sent": gettext_lazy("Code for the contact data sent"),
    "proposal.contact_opened": gettext_lazy("Contact data opened by the organisation"),
    "proposal.declined": gettext_lazy("Proposal declined"),
    "proposal.expired": gettext_lazy("Proposal not answered in time"),
    "proposal.filled": gettext_lazy("Places were taken by others"),
    "proposal.withdrawn": gettext_lazy("Proposal taken back"),
    "resolution.added": gettext_lazy("Resolution added"),
    "resolution.corrected": gettext_lazy("Resolution corrected"),
    "resolution.removed": gettext_lazy("Resolution removed"),
    "responsibility.assigned": gettext_lazy("Responsibility assigned"),
    "responsibility.corrected": gettext_lazy("Responsibility corrected"),
    "responsibility.ended": gettext_lazy("Responsibility ended"),
    "result.corrected": gettext_lazy("Result corrected"),
    "result.entered": gettext_lazy("Result entered"),
    "role.granted": gettext_lazy("Role granted"),
    "role.revoked": gettext_lazy("Role revoked"),
    "run.started": gettext_lazy("Long work started"),
    "sentence.sorted": gettext_lazy("Sentence sorted"),
    "skill.added": gettext_lazy("Skill added"),
    "skill.corrected": gettext_lazy("Skill corrected"),
    "task.added": gettext_lazy("Task added"),
    "task.corrected": gettext_lazy("Task corrected"),
    "task.delegated": gettext_lazy("Task handed on"),
    "task.finished": gettext_lazy("Task done"),
    "task.overtaken": gettext_lazy("Task overtaken by events"),
    "task.postponed": gettext_lazy("Task postponed"),
    "task.rejected": gettext_lazy("Task rejected"),
    "task.reopened": gettext_lazy("Task reopened"),
    "task.started": gettext_lazy("Task started"),
    "topic.added": gettext_lazy("Topic added"),
    "topic.corrected": gettext_lazy("Topic corrected"),
    "translation.put": gettext_lazy("Translation written"),
    "trial.begun": gettext_lazy("Trial operation begun"),
    "trial.corrected": gettext_lazy("Addresses of the trial changed"),
    "trial.ended": gettext_lazy("Trial operation ended"),
    "unit.added": gettext_lazy("Office added"),
    "unit.corrected": gettext_lazy("Office corrected"),
    "unit.dissolved": gettext_lazy("Office dissolved"),
    "unit.staged": gettext_lazy("Succession of the office noted"),
    "volunteer.added": gettext_lazy("Offer to help written down"),
    "volunteer.answered": gettext_lazy("Volunteer has an answer"),
    "volunteer.confirmed": gettext_lazy("Offer confirmed"),
    "volunteer.corrected": gettext_lazy("Volunteer corrected"),
    "volunteer.forgotten": gettext_lazy("Unconfirmed offer erased"),
    "volunteer.left": gettext_lazy("Volunteer left"),
    "volunteer.moved": gettext_lazy("State of the volunteer changed"),
    "volunteer.times": gettext_lazy("Times of the week changed"),
    "weights.corrected": gettext_lazy("Weights of matching corrected"),
}

FIELDS: dict[str, Promise] = {
    "abstentions": gettext_lazy("abstentions"),
    "address": gettext_lazy("address"),
    "activity": gettext_lazy("activity"),
    "adjourned_to": gettext_lazy("adjourned to"),
    "amended": gettext_lazy("amended"),
    "date": gettext_lazy("date"),
    "excluded": gettext_lazy("excluded for bias"),
    "function": gettext_lazy("function"),
    "holder": gettext_lazy("holder"),
    "languages": gettext_lazy("languages"),
    "link": gettext_lazy("link"),
    "names": gettext_lazy("names in other scripts"),
    "needed": gettext_lazy("needs to be revised"),
    "organization": gettext_lazy("organisation"),
    "outcome": gettext_lazy("result"),
    "person": gettext_lazy("person"),
    "precision": gettext_lazy("how exactly the date is known"),
    "present": gettext_lazy("present"),
    "purpose": gettext_lazy("purpose"),
    "quote": gettext_lazy("words quoted"),
    "record": gettext_lazy("record"),
    "referred_to": gettext_lazy("referred to"),
    "role": gettext_lazy("role"),
    "skills": gettext_lazy("skills"),
    "stage": gettext_lazy("stage"),
    "state": gettext_lazy("state"),
    "task": gettext_lazy("task"),
    "text": gettext_lazy("wording"),
    "times": gettext_lazy("times"),
    "topic": gettext_lazy("topic"),
    "topics": gettext_lazy("topics"),
    "unit": gettext_lazy("office"),
    "valid_from": gettext_lazy("from"),
    "valid_until": gettext_lazy("until before"),
    "vote": gettext_lazy("vote"),
    "votes_against": gettext_lazy("votes against"),
    "votes_for": gettext_lazy("votes in favour"),
}
"""What the parts of an act are called that are no field of the record it was done to."""

REASONS: dict[str, type[TextChoices]] = {"volunteer.left": LeaveReason}
"""Acts whose reason comes from a closed list."""

SPOKEN = "language "
"""People's acts on spoken languages name the field "language ar"."""


def sentence(action: str) -> str:
    """Return what the act is called; its slug as words when nobody has said."""
    known = SENTENCES.get(action)
    return str(known) if known is not None else action.replace(".", " ").replace("_", " ")


def field_label(name: str) -> str:
    """Return what a part of an act is called."""
    if name in Kind.values:
        return str(Kind(name).label)
    if name.startswith(SPOKEN):
        return languages.name(name.removeprefix(SPOKEN))
    return str(FIELDS.get(name, name.replace("_", " ")))


def reason(action: str, text: str) -> str:
    """Return why an act was done; a slug of a closed list in words."""
    known = REASONS.get(action)
    return str(known(text).label) if known and text in known.values else text


def choices(name: str) -> Mapping[str, str]:
    """Return the words for the values of a part that is no field of the record."""
    if name.startswith(SPOKEN):
        return {level.value: str(level.label) for level in Level}
    kinds: dict[str, type[TextChoices]] = {
        "role": Role,
        "purpose": Purpose,
        "functions": MunicipalFunction,
        "state": GoalState,
        "offers": Wish,
        "outcome": Outcome,
        "vote": Vote,
        "wishes": Wish,
    }
    return {str(value): str(label) for value, label in kinds[name].choices} if name in kinds else {}


def every_sentence() -> list[tuple[str, str]]:
    """Return all acts with what they are called, for the filter of the trail."""
    return sorted(((slug, str(text)) for slug, text in SENTENCES.items()), key=lambda pair: pair[1])
