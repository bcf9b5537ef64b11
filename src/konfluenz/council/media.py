"""What a reader calls a kind of file: "PDF" for "application/pdf"."""

_WORDS = "application/vnd.openxmlformats-officedocument."
NAMES = {
    "application/pdf": "PDF",
    "application/msword": "DOC",
    f"{_WORDS}wordprocessingml.document": "DOCX",
    "application/vnd.ms-excel": "XLS",
    f"{_WORDS}spreadsheetml.sheet": "XLSX",
    f"{_WORDS}presentationml.presentation": "PPTX",
    "application/zip": "ZIP",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "text/html": "HTML",
    "text/plain": "TXT",
}


def name(media_type: str) -> str:
    """Return the short name of a media type, "" for one that nobody calls anything."""
    return NAMES.get(media_type.partition(";")[0].strip().lower(), "")
