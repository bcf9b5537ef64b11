"""A district does not end while it has later values: read when all tables are there (`apps.py`)."""

from konfluenz.directory import districts
from konfluenz.steering.measuring import district_spans

districts.AFTER_ITS_END.append(district_spans.after_its_end)
