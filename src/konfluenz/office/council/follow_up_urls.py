"""Addresses of the Beschlusskontrolle, of terms of bodies and of number ranges."""

from django.urls import path

from konfluenz.office.council import (
    follow_up,
    follow_up_lists,
    follow_up_taking,
    number_ranges,
    paper_texts,
    terms,
)

ALL = "beschlusskontrolle/"
ONE = f"{ALL}<uuid:public_id>/"
TERM = "wahlperioden/<uuid:public_id>/"
PAPER = "ratspapiere/<uuid:public_id>/"

urls = [
    path(ALL, follow_up_lists.follow_ups, name="follow-ups"),
    path(f"{ALL}neu/", follow_up_taking.spoken, name="follow-up-add"),
    path(f"{ALL}ausgeben/", follow_up_lists.issue, name="follow-ups-issue"),
    path(ONE, follow_up.follow_up, name="follow-up"),
    path(f"{ONE}bearbeiten/", follow_up.edit, name="follow-up-edit"),
    path(f"{ONE}stand/", follow_up.report, name="follow-up-report"),
    path(f"{ONE}abschliessen/", follow_up.close, name="follow-up-close"),
    path(f"{ONE}entfernen/", follow_up.remove, name="follow-up-remove"),
    path(f"{ONE}veroeffentlichen/", follow_up.publish, name="follow-up-publish"),
    path(f"{ONE}zurueckziehen/", follow_up.withdraw, name="follow-up-withdraw"),
    path(
        "ratspapiere/beschluesse/<uuid:public_id>/nachhalten/",
        follow_up_taking.of_resolution,
        name="resolution-follow-up",
    ),
    path(
        "aufgaben/<uuid:public_id>/nachhalten/",
        follow_up_taking.of_promise,
        name="promise-follow-up",
    ),
    path("wahlperioden/", terms.terms, name="body-terms"),
    path("wahlperioden/neu/", terms.add, name="body-term-add"),
    path(f"{TERM}bearbeiten/", terms.edit, name="body-term-edit"),
    path(f"{TERM}entfernen/", terms.remove, name="body-term-remove"),
    path("ratspapiere/nummern/", number_ranges.arrange, name="number-ranges"),
    path(f"{PAPER}text/", paper_texts.write, name="paper-write"),
    path(f"{PAPER}antworten/<str:number>/", paper_texts.answer, name="question-answer"),
]
