"""What is shown when a page cannot be: each says what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

OFFICE = ("/buero/", "/konto/")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say who can give the right that is missing."""
    if not _is_office(request):
        return defaults.permission_denied(request, exception)
    return render(request, "office/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here, or nothing that the reader may see."""
    if not _is_office(request):
        return defaults.page_not_found(request, exception)
    return render(request, "office/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault. The page needs neither database nor session."""
    return render(request, "500.html", status=500)


def _is_office(request: HttpRequest) -> bool:
    return request.path_info.startswith(OFFICE)
