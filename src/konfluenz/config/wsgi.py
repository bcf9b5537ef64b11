"""The WSGI application that granian serves: baked pages first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konfluenz.config.settings")
program = get_wsgi_application()

from django.conf import settings  # noqa: E402, there are settings and models only now

from konfluenz.config.mounting import mounted  # noqa: E402
from konfluenz.config.shim import Shim  # noqa: E402
from konfluenz.ground import garbage  # noqa: E402
from konfluenz.volunteering import ahead  # noqa: E402

garbage.settle()
ahead.read_aside()
application = mounted(Shim(program, settings.BAKED_ROOT), settings.BASE_PATH)
