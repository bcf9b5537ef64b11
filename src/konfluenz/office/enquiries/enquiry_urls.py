"""Addresses of everything about *Anliegen*."""

from django.urls import path

from konfluenz.office.enquiries import (
    enquiry,
    enquiry_acts,
    enquiry_lists,
    enquiry_mails,
    enquiry_person,
)

ONE = "anliegen/<uuid:public_id>/"

urls = [
    path("anliegen/", enquiry_lists.enquiries, name="enquiries"),
    path("anliegen/neu/", enquiry.add, name="enquiry-add"),
    path(ONE, enquiry.enquiry, name="enquiry"),
    path(f"{ONE}bearbeiten/", enquiry.edit, name="enquiry-edit"),
    path(f"{ONE}mail/<int:number>/", enquiry_mails.mail, name="enquiry-mail"),
    path(f"{ONE}person/", enquiry_person.put, name="enquiry-person"),
    path(f"{ONE}uebernehmen/", enquiry_acts.take, name="enquiry-take"),
    path(f"{ONE}freigeben/", enquiry_acts.release, name="enquiry-release"),
    path(f"{ONE}antworten/", enquiry_acts.answer, name="enquiry-answer"),
    path(f"{ONE}notiz/", enquiry_acts.note, name="enquiry-note"),
    path(f"{ONE}nachtrag/", enquiry_acts.hear, name="enquiry-hear"),
    path(f"{ONE}zuweisen/", enquiry_acts.assign, name="enquiry-assign"),
    path(f"{ONE}weitergeben/", enquiry_acts.hand_over, name="enquiry-hand-over"),
    path(f"{ONE}verschieben/", enquiry_acts.postpone, name="enquiry-postpone"),
    path(f"{ONE}abschliessen/", enquiry_acts.close, name="enquiry-close"),
    path(f"{ONE}wieder-oeffnen/", enquiry_acts.reopen, name="enquiry-reopen"),
]
