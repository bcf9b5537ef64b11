"""Addresses of translations and their glossary."""

from django.urls import path

from konfluenz.office.publishing import terms, translation_files, translation_lists, translations

ALL = "uebersetzungen/"
TERMS = f"{ALL}glossar/"

urls = [
    path(ALL, translation_lists.grid, name="translations"),
    path(f"{ALL}liste/", translation_lists.listing, name="translation-list"),
    path(f"{ALL}herausgeben/", translation_files.export, name="translation-export"),
    path(f"{ALL}einlesen/", translation_files.read_in, name="translation-import"),
    path(f"{ALL}entwerfen/", translation_files.draft, name="translation-draft"),
    path(TERMS, terms.terms, name="terms"),
    path(f"{TERMS}neu/", terms.add, name="term-add"),
    path(f"{TERMS}<uuid:public_id>/", terms.edit, name="term-edit"),
    path(f"{TERMS}<uuid:public_id>/entfernen/", terms.remove, name="term-remove"),
    path(
        f"{ALL}<slug:kind>/<uuid:public_id>/<slug:locale>/",
        translations.editor,
        name="translation",
    ),
]
