"""WSGI entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weijianyi.settings")
application = get_wsgi_application()
gc.freeze()  # what stands now stands for good and need not be looked through again
