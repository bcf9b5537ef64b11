"""Addresses of measures, hearings, rounds of participation, comments and developments."""

from django.urls import path

from konfluenz.office.steering import (
    comments,
    developments,
    hearings,
    measures,
    participations,
    results,
)

MEASURES = "integrationskonzept/massnahmen/"
MEASURE = f"{MEASURES}<uuid:public_id>/"
RESULT = f"{MEASURES}ergebnisse/<uuid:public_id>/"
HEARINGS = "integrationskonzept/anhoerungen/"
HEARING = f"{HEARINGS}<uuid:public_id>/"
ROUNDS = "integrationskonzept/beteiligung/"
ROUND = f"{ROUNDS}<uuid:public_id>/"
COMMENTS = f"{ROUNDS}beitraege/"
COMMENT = f"{COMMENTS}<uuid:public_id>/"
DEVELOPMENTS = "entwicklungen/"
DEVELOPMENT = f"{DEVELOPMENTS}<uuid:public_id>/"

urls = [
    path(MEASURES, measures.measures, name="measures"),
    path(f"{MEASURES}neu/", measures.add, name="measure-add"),
    path(MEASURE, measures.measure, name="measure"),
    path(f"{MEASURE}bearbeiten/", measures.edit, name="measure-edit"),
    path(f"{MEASURE}stand/", measures.move, name="measure-move"),
    path(f"{MEASURE}ergebnisse/neu/", results.add, name="measure-result-add"),
    path(f"{MEASURE}ergebnisse/zurueck/", results.restore, name="measure-result-restore"),
    path(f"{RESULT}bearbeiten/", results.edit, name="measure-result-edit"),
    path(f"{RESULT}entfernen/", results.remove, name="measure-result-remove"),
    path(HEARINGS, hearings.hearings, name="hearings"),
    path(f"{HEARINGS}neu/", hearings.add, name="hearing-add"),
    path(HEARING, hearings.hearing, name="hearing"),
    path(f"{HEARING}bearbeiten/", hearings.edit, name="hearing-edit"),
    path(f"{HEARING}stand/", hearings.move, name="hearing-move"),
    path(ROUNDS, participations.participations, name="participations"),
    path(f"{ROUNDS}neu/", participations.add, name="participation-add"),
    path(ROUND, participations.participation, name="participation"),
    path(f"{ROUND}bearbeiten/", participations.edit, name="participation-edit"),
    path(f"{ROUND}beitraege/neu/", comments.add, name="comment-add"),
    path(f"{ROUND}beitraege/zurueck/", comments.restore, name="comment-restore"),
    path(COMMENTS, comments.comments, name="comments"),
    path(COMMENT, comments.comment, name="comment"),
    path(f"{COMMENT}bearbeiten/", comments.edit, name="comment-edit"),
    path(f"{COMMENT}antwort/", comments.answer, name="comment-answer"),
    path(f"{COMMENT}zeigen/", comments.publish, name="comment-publish"),
    path(f"{COMMENT}verbergen/", comments.withdraw, name="comment-withdraw"),
    path(f"{COMMENT}entfernen/", comments.remove, name="comment-remove"),
    path(DEVELOPMENTS, developments.developments, name="developments"),
    path(f"{DEVELOPMENTS}neu/", developments.add, name="development-add"),
    path(DEVELOPMENT, developments.development, name="development"),
    path(f"{DEVELOPMENT}bearbeiten/", developments.edit, name="development-edit"),
    path(f"{DEVELOPMENT}reaktion/", developments.respond, name="development-respond"),
    path(f"{DEVELOPMENT}vorbei/", developments.end, name="development-end"),
]
