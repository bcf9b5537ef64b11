"""The register of countings: name → function, version, what is counted in one sentence.

A new counting gets a line here and an indicator in `catalogue.toml` that names it. A room above
adds its own in its module `countings`, which is found when the program starts.
"""

from django.utils.translation import gettext_lazy as _

from konfluenz.steering.counting import (
    concept_work,
    content,
    given_hours,
    meetups,
    needs,
    newcomers,
    replies,
    values,
    volunteers,
)
from konfluenz.steering.counting.counted import Counting

COUNTINGS: dict[str, Counting] = {
    one.name: one
    for one in (
        Counting(
            "active-volunteers",
            given_hours.active_volunteers,
            _("Counts people with confirmed hours in the 90 days up to the cut-off date."),
        ),
        Counting(
            "new-volunteers",
            given_hours.new_volunteers,
            _("Counts people whose first confirmed hours lie in the period."),
        ),
        Counting(
            "left-volunteers",
            volunteers.left_volunteers,
            _("Counts who was recorded as having left in the period, by reason."),
            labels=volunteers.LEFT_FOR,
        ),
        Counting(
            "retention",
            given_hours.retention,
            _(
                "Asks of everybody whose first confirmed hours had their first anniversary in the"
                " period whether there were confirmed hours in the 90 days before it."
            ),
        ),
        Counting(
            "helpers-per-100-newcomers",
            newcomers.helpers_per_100,
            _(
                "Divides people with confirmed hours in the 90 days up to the cut-off date by"
                " arrivals and allocations of twelve months in a row that end at most three"
                " months before it."
            ),
        ),
        Counting(
            "volunteer-hours",
            given_hours.volunteer_hours,
            _("Sums up the confirmed hours of the period."),
        ),
        Counting(
            "reply-to-prospects",
            replies.to_prospects,
            _(
                "Counts working days from the first contact to the first answer, for offers that"
                " came and were answered in the period."
            ),
            labels=replies.LABELS,
        ),
        Counting(
            "reply-to-enquiries",
            replies.to_enquiries,
            _(
                "Counts working days from arrival to the first answer, for enquiries that came"
                " and were answered in the period."
            ),
            labels=replies.LABELS,
        ),
        Counting(
            "first-assignment",
            volunteers.first_assignment,
            _("Counts days from the first contact to the first placement begun in the period."),
        ),
        Counting(
            "funnel",
            volunteers.funnel,
            _("Follows everybody who got in touch in the period up to the cut-off date."),
            labels=volunteers.STEPS,
            headline="placed",
        ),
        Counting(
            "fill-rate",
            needs.fill_rate,
            _("Divides the filled by all opportunities closed in the period."),
        ),
        Counting(
            "fill-days",
            needs.fill_days,
            _("Counts days from release to the last place taken, for those filled in the period."),
        ),
        Counting(
            "unmet-needs",
            needs.unmet_needs,
            _("Counts published opportunities with free places on the cut-off date."),
        ),
        Counting(
            "load-concentration",
            given_hours.load_concentration,
            _("Divides the hours of the busiest tenth by all confirmed hours of the period."),
        ),
        Counting(
            "meetups-held",
            meetups.held,
            _("Counts the meetups of the period that were not cancelled."),
        ),
        Counting(
            "content-coverage",
            content.coverage,
            _("Counts pairs of topic and language with a checked page."),
        ),
        Counting(
            "freshness",
            content.freshness,
            _("Divides the entries confirmed within their cycle by all that have one."),
        ),
        Counting(
            "dead-links",
            content.dead_links,
            _("Counts the links that did not work when they were last checked."),
        ),
        Counting(
            "outdated-translations",
            content.outdated_translations,
            _("Counts translated texts whose German has changed since."),
        ),
        Counting(
            "helpful-rate",
            content.helpful_rate,
            _("Divides “helpful” by all answers of readers in the period."),
        ),
        Counting(
            "searches-in-vain",
            content.searches_in_vain,
            _("Counts different searches without a hit that were last made in the period."),
        ),
        Counting(
            "goals-by-status",
            concept_work.goals_by_status,
            _("Counts the goals of the concept in force by how they stood on the cut-off date."),
            labels=concept_work.GOAL_LABELS,
        ),
        Counting(
            "goals-with-volunteers",
            concept_work.goals_with_volunteers,
            _(
                "Divides the goals of the concept in force that a measure with volunteers served"
                " on the cut-off date by all of them."
            ),
        ),
        Counting(
            "measures-active",
            concept_work.measures_active,
            _("Counts the measures that ran on the cut-off date."),
        ),
        Counting(
            "recommendations-implemented",
            concept_work.recommendations_implemented,
            _("Divides the recommendations carried out by all made up to the cut-off date."),
        ),
        Counting(
            "follow-ups-overdue",
            concept_work.follow_ups_overdue,
            _("Counts open tasks from resolutions and announcements due before the cut-off date."),
        ),
        Counting(
            "age-of-open-tasks",
            concept_work.age_of_open_tasks,
            _("Counts the days since the tasks open on the cut-off date were entered."),
        ),
        Counting(
            "values-up-to-date",
            values.up_to_date,
            _("Compares the latest value of each indicator with its cycle."),
        ),
        Counting(
            "values-with-source",
            values.with_source,
            _("Divides the values with a source by all up to the cut-off date."),
        ),
        Counting(
            "contacts-confirmed",
            volunteers.contacts_confirmed,
            _("Counts volunteers with a contact confirmed in the twelve months before."),
        ),
        Counting(
            "hours-confirmed",
            given_hours.hours_confirmed,
            _("Divides the confirmed hours of the period by all reported ones."),
        ),
    )
}


def add(counting: Counting) -> None:
    """Take in the counting of a room above. Raises ValueError if its name is taken."""
    if counting.name in COUNTINGS:
        raise ValueError(f"Two countings are called {counting.name}.")
    COUNTINGS[counting.name] = counting


def sentence(query: str) -> str:
    """Return what the counting `query` counts, "" for none."""
    found = COUNTINGS.get(query)
    return str(found.sentence) if found else ""


def label(query: str, category: str) -> str:
    """Return what a category is called: the counting's word, else as it was entered."""
    found = COUNTINGS.get(query)
    return str(found.labels.get(category, category)) if found else category


def headline(query: str) -> str:
    """Return the category that stands for the whole of what `query` counts, "" for the whole."""
    found = COUNTINGS.get(query)
    return found.headline if found else ""
