"""Addresses of volunteers, and of what matching goes by."""

from django.urls import path

from konfluenz.office.volunteering import (
    skills,
    volunteer_acts,
    volunteer_adding,
    volunteer_lists,
    volunteers,
    weights,
)

ONE = "ehrenamtliche/<uuid:public_id>/"
SKILLS = "einstellungen/faehigkeiten/"

urls = [
    path("ehrenamtliche/", volunteer_lists.volunteers, name="volunteers"),
    path("ehrenamtliche/neu/", volunteer_adding.add, name="volunteer-add"),
    path(ONE, volunteers.volunteer, name="volunteer"),
    path(f"{ONE}bearbeiten/", volunteers.edit, name="volunteer-edit"),
    path(f"{ONE}stand/", volunteer_acts.move, name="volunteer-state"),
    path(f"{ONE}beantwortet/", volunteer_acts.answered, name="volunteer-answered"),
    path(f"{ONE}fuehrungszeugnis/", volunteer_acts.see_clearance, name="volunteer-clearance"),
    path(
        f"{ONE}fuehrungszeugnis/loeschen/",
        volunteer_acts.forget_clearance,
        name="volunteer-clearance-forget",
    ),
    path(f"{ONE}nicht-mit/", volunteer_acts.keep_apart, name="volunteer-apart"),
    path(f"{ONE}nicht-mit/aufheben/", volunteer_acts.bring_together, name="volunteer-apart-remove"),
    path(f"{ONE}nicht-mit/zurueck/", volunteer_acts.restore_apart, name="volunteer-apart-restore"),
    path(SKILLS, skills.skills, name="skills"),
    path(f"{SKILLS}neu/", skills.add, name="skill-add"),
    path(f"{SKILLS}<uuid:public_id>/bearbeiten/", skills.edit, name="skill-edit"),
    path("einstellungen/gewichte/", weights.weights, name="weights"),
]
