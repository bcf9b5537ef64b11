"""Is it still right? Opening the page changes nothing, its button does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from konfluenz.directory import review_rounds
from konfluenz.directory.review_rounds import Asked
from konfluenz.portal.freshness.reading import by_owner, doorway, lines


@by_owner
def answer(request: HttpRequest, language: str, token: str, asked: Asked) -> HttpResponse:
    """Show the entry as it stands; a POST confirms it, once for each mail."""
    if request.method == "POST":
        review_rounds.answer(token)
        return redirect(request.path)
    context = {
        "asked": asked,
        "lines": lines(asked.entry.facts),
        "token": token,
    }
    return render(request, "portal/freshness/answer.html", context)


door = doorway("review-answer-page")
