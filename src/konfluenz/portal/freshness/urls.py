"""Addresses of *Stimmt noch?*: `doors` stand in the mails, `pages` behind the language."""

from django.urls import path

from konfluenz.portal.freshness import answers, changes

doors = [
    path("stimmt-noch/<str:token>/", answers.door, name="review-answer"),
    path("stimmt-noch/<str:token>/aendern/", changes.door, name="review-change"),
]
pages = [
    path("stimmt-noch/<str:token>/", answers.answer, name="review-answer-page"),
    path("stimmt-noch/<str:token>/aendern/", changes.change, name="review-change-page"),
]
