"""Addresses of what stands around every page."""

from django.urls import path

from konfluenz.portal.foot import checklist, handouts, machines, offline, opinions, paper, snapshot

pages = [
    path("ratgeber/atom.xml", machines.changes, name="changes"),
    path("ratgeber/alle.json", snapshot.snapshot, name="snapshot"),
    path("ratgeber/<path:path>/als.pdf", paper.page, name="page-pdf"),
    path("angebote/<slug:slug>/als.pdf", paper.service, name="service-pdf"),
    path("veranstaltungen/<slug:slug>/als.pdf", paper.event, name="event-pdf"),
    path("foerdermittel/<slug:slug>/als.pdf", paper.programme, name="programme-pdf"),
    path("handzettel/<path:rest>", handouts.handout, name="handout"),
    path("erste-schritte/", checklist.checklist, name="checklist"),
    path("merkliste/", offline.starred, name="starred"),
    path("offline/", offline.offline, name="offline"),
    path("hilfreich/", opinions.opinion, name="opinion"),
    path("hilfreich/danke/", opinions.counted, name="opinion-counted"),
]

doors = [
    path("sitemap.xml", machines.index, name="sitemaps"),
    path("sitemap-<language:language>.xml", machines.sitemap, name="sitemap"),
    path("sw.js", offline.worker, name="worker"),
]
