"""Addresses of opportunities, task templates and trusted organisations."""

from django.urls import path

from konfluenz.office.volunteering import (
    opportunities,
    opportunity_acts,
    opportunity_asked,
    opportunity_lists,
    opportunity_map,
    opportunity_templates,
    trusted,
)

ALL = "einsatzmoeglichkeiten/"
ONE = "einsatzmoeglichkeiten/<uuid:public_id>/"
ENQUIRY = "anliegen/<uuid:public_id>/einsatzmoeglichkeit/"
ORGANISATION = "organisationen/<uuid:public_id>/vertrauen/"

urls = [
    path(ALL, opportunity_lists.opportunities, name="opportunities"),
    path(f"{ALL}neu/", opportunities.add, name="opportunity-add"),
    path(f"{ALL}karte/", opportunity_map.opportunity_map, name="opportunity-map"),
    path(f"{ALL}vorlagen/", opportunity_templates.templates, name="opportunity-templates"),
    path(ONE, opportunities.opportunity, name="opportunity"),
    path(f"{ONE}bearbeiten/", opportunities.edit, name="opportunity-edit"),
    path(f"{ONE}freigeben/", opportunity_acts.publish, name="opportunity-publish"),
    path(f"{ONE}ablehnen/", opportunity_acts.refuse, name="opportunity-refuse"),
    path(f"{ONE}pause/", opportunity_acts.pause, name="opportunity-pause"),
    path(f"{ONE}verlaengern/", opportunity_acts.extend, name="opportunity-extend"),
    path(f"{ONE}abschliessen/", opportunity_acts.close, name="opportunity-close"),
    path(f"{ONE}oeffnen/", opportunity_acts.reopen, name="opportunity-reopen"),
    path(ENQUIRY, opportunity_asked.turn, name="enquiry-opportunity"),
    path(ORGANISATION, trusted.trust, name="organisation-trust"),
    path(f"{ORGANISATION}ende/", trusted.distrust, name="organisation-distrust"),
]
