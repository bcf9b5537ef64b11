"""Editing pages in Wagtail's admin: who may, what happens on publishing, what is recorded."""
