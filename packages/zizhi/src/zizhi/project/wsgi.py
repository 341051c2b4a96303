"""The entry of the application server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zizhi.project.settings")
_django = get_wsgi_application()

# The rooms can be imported only once Django is set up.
from zizhi.project.fastpath import with_fast_path  # noqa: E402
from zizhi.verification import counters  # noqa: E402

application = with_fast_path(_django)
counters.start()
