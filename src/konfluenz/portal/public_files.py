"""Public files of records, such as the city's logo. A web server in front may serve them itself."""

from django.http import FileResponse, Http404, HttpRequest
from django.utils.cache import patch_cache_control

from konfluenz.ground import files
from konfluenz.ground.models import StoredFile

YEAR = 365 * 24 * 60 * 60


def public_file(request: HttpRequest, key: str) -> FileResponse:
    """Hand out one file. Its key is random and never given to other bytes: keep it for a year."""
    file = StoredFile.objects.filter(public=True, key=key).first()
    if file is None:
        raise Http404
    try:
        content = files.open(file)
    except FileNotFoundError:
        raise Http404 from None
    picture = file.content_type in files.IMAGES
    response = FileResponse(content, content_type=file.content_type, as_attachment=not picture)
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response


public_file.right = "public"  # type: ignore[attr-defined]
