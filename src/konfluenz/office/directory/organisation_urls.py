"""Addresses of organisations, groups and places."""

from django.urls import path

from konfluenz.office.directory import (
    groups,
    organisation_lists,
    organisation_parts,
    organisations,
    places,
)

ONE = "organisationen/<uuid:public_id>/"
GROUP = "gruppen/<uuid:public_id>/"

urls = [
    path("organisationen/", organisation_lists.organisations, name="organisations"),
    path("organisationen/neu/", organisations.add, name="organisation-add"),
    path(ONE, organisations.organisation, name="organisation"),
    path(f"{ONE}bearbeiten/", organisations.edit, name="organisation-edit"),
    path(f"{ONE}stand/", organisations.put_state, name="organisation-state"),
    path(f"{ONE}personen/neu/", organisation_parts.add_contact, name="organisation-contact-add"),
    path(
        f"{ONE}personen/zurueck/",
        organisation_parts.restore_contact,
        name="organisation-contact-restore",
    ),
    path(
        f"{ONE}personen/<int:pk>/beenden/",
        organisation_parts.end_contact,
        name="organisation-contact-end",
    ),
    path(f"{ONE}aemter/neu/", organisation_parts.cover, name="organisation-cover"),
    path(f"{ONE}aemter/entfernen/", organisation_parts.uncover, name="organisation-uncover"),
    path("gruppen/", groups.groups, name="groups"),
    path("gruppen/neu/", groups.add, name="group-add"),
    path(GROUP, groups.group, name="group"),
    path(f"{GROUP}bearbeiten/", groups.edit, name="group-edit"),
    path(f"{GROUP}mitglieder/neu/", groups.join, name="group-join"),
    path(f"{GROUP}mitglieder/<int:pk>/beenden/", groups.leave, name="group-leave"),
    path("orte/", places.places, name="places"),
    path("orte/neu/", places.add, name="place-add"),
    path("orte/<uuid:public_id>/", places.place, name="place"),
    path("orte/<uuid:public_id>/bearbeiten/", places.edit, name="place-edit"),
]
