"""Addresses of everything about persons."""

from django.urls import path

from konfluenz.office.people import (
    person,
    person_account,
    person_consents,
    person_merging,
    person_parts,
    person_privacy,
    persons,
)

ONE = "personen/<uuid:public_id>/"

urls = [
    path("personen/", persons.persons, name="persons"),
    path("personen/neu/", person.add, name="person-add"),
    path(ONE, person.person, name="person"),
    path(f"{ONE}bearbeiten/", person.edit, name="person-edit"),
    path(f"{ONE}namen/neu/", person_parts.add_name, name="person-name-add"),
    path(f"{ONE}namen/zurueck/", person_parts.restore_name, name="person-name-restore"),
    path(f"{ONE}namen/<int:pk>/entfernen/", person_parts.remove_name, name="person-name-remove"),
    path(f"{ONE}kontakte/neu/", person_parts.add_contact, name="person-contact-add"),
    path(f"{ONE}kontakte/zurueck/", person_parts.restore_contact, name="person-contact-restore"),
    path(
        f"{ONE}kontakte/<int:pk>/bevorzugen/",
        person_parts.prefer_contact,
        name="person-contact-prefer",
    ),
    path(
        f"{ONE}kontakte/<int:pk>/entfernen/",
        person_parts.remove_contact,
        name="person-contact-remove",
    ),
    path(f"{ONE}sprachen/neu/", person_parts.put_language, name="person-language-put"),
    path(f"{ONE}sprachen/zurueck/", person_parts.restore_language, name="person-language-restore"),
    path(
        f"{ONE}sprachen/<slug:language>/entfernen/",
        person_parts.remove_language,
        name="person-language-remove",
    ),
    path(f"{ONE}einwilligungen/neu/", person_consents.give, name="person-consent-give"),
    path(
        f"{ONE}einwilligungen/<slug:purpose>/widerruf/",
        person_consents.withdraw,
        name="person-consent-withdraw",
    ),
    path(f"{ONE}zugang/neu/", person_account.open_account, name="person-account-open"),
    path(f"{ONE}zugang/schliessen/", person_account.close_account, name="person-account-close"),
    path(f"{ONE}rollen/neu/", person_account.grant_role, name="person-role-grant"),
    path(f"{ONE}rollen/<int:pk>/beenden/", person_account.revoke_role, name="person-role-revoke"),
    path(f"{ONE}zusammenfuehren/", person_merging.merge, name="person-merge"),
    path(
        f"{ONE}zusammenfuehrungen/<int:pk>/rueckgaengig/",
        person_merging.undo,
        name="person-unmerge",
    ),
    path(f"{ONE}auskunft/", person_privacy.export, name="person-export"),
    path(f"{ONE}loeschen/", person_privacy.erase, name="person-erase"),
]
