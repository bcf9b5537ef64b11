"""Addresses of the Auftragsspiegel."""

from django.urls import path

from konfluenz.office.council import mirror_links, mirror_sentence, mirror_tasks, mirrors

ALL = "ratspapiere/<uuid:public_id>/spiegel/"
ONE = f"{ALL}<int:number>/"

urls = [
    path(ALL, mirrors.mirror, name="mirror"),
    path(ONE, mirror_sentence.sentence, name="mirror-sentence"),
    path(f"{ONE}art/", mirror_sentence.sort, name="mirror-sort"),
    path(f"{ONE}beleg/", mirror_links.record, name="mirror-record"),
    path(
        f"{ONE}beleg/<str:kind>/<uuid:record_id>/",
        mirror_links.quote,
        name="mirror-quote",
    ),
    path(f"{ONE}aufgabe/", mirror_tasks.choose, name="mirror-task"),
    path(f"{ONE}aufgabe/neu/", mirror_tasks.add, name="mirror-task-add"),
    path(f"{ONE}taetigkeit/", mirror_links.activity, name="mirror-activity"),
    path(f"{ONE}verknuepfungen/zurueck/", mirror_links.restore, name="mirror-link-restore"),
    path(
        f"{ONE}verknuepfungen/<int:pk>/entfernen/", mirror_links.remove, name="mirror-link-remove"
    ),
]
