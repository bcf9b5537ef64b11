"""The keyboard shortcuts, as a page for those whose browser runs no scripts."""

from django.http import HttpResponse
from django.shortcuts import render

from konfluenz.office import access
from konfluenz.office.access import OfficeRequest


@access.staff
def shortcuts(request: OfficeRequest) -> HttpResponse:
    """Show the keyboard shortcuts."""
    return render(request, "office/shortcuts.html")
