"""Addresses of what brings two sides together: proposals, placements, joint matching."""

from django.urls import path

from konfluenz.office.volunteering import (
    matching,
    placement_acts,
    placement_lists,
    placements,
    proposal_lists,
    proposals,
    proposing,
)

ALL = "vermittlung/"
PROPOSAL = "vermittlung/vorschlaege/<uuid:public_id>/"
JOINT = "vermittlung/gemeinsam/"
ONE = "vermittlung/<uuid:public_id>/"
CHECK_IN = f"{ONE}rueckfragen/<int:pk>/"
HOURS = f"{ONE}stunden/"

urls = [
    path(ALL, placement_lists.placements, name="placements"),
    path("vermittlung/vorschlaege/", proposal_lists.proposals, name="proposals"),
    path(
        "einsatzmoeglichkeiten/<uuid:public_id>/vorschlagen/",
        proposing.propose,
        name="proposal-add",
    ),
    path(PROPOSAL, proposals.proposal, name="proposal"),
    path(f"{PROPOSAL}antwort/", proposals.answer, name="proposal-answer"),
    path(f"{PROPOSAL}zurueckziehen/", proposals.withdraw, name="proposal-withdraw"),
    path(JOINT, matching.matching, name="matching"),
    path(f"{JOINT}rechnen/", matching.start, name="matching-start"),
    path(f"{JOINT}<uuid:public_id>/", matching.run, name="matching-run"),
    path(f"{JOINT}<uuid:public_id>/vorschlagen/", matching.propose, name="matching-propose"),
    path(ONE, placements.placement, name="placement"),
    path(f"{ONE}probezeit/", placement_acts.settle, name="placement-settle"),
    path(f"{ONE}ende/", placement_acts.end, name="placement-end"),
    path(CHECK_IN, placement_acts.check_in, name="placement-check-in"),
    path(f"{CHECK_IN}geklaert/", placement_acts.settle_check_in, name="placement-check-in-settle"),
    path(f"{HOURS}neu/", placement_acts.report, name="placement-hours-add"),
    path(f"{HOURS}<int:pk>/", placement_acts.correct, name="placement-hours-edit"),
    path(f"{HOURS}<int:pk>/entscheiden/", placement_acts.decide, name="placement-hours-decide"),
]
