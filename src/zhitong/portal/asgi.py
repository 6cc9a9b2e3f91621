"""The door for assistants over HTTP."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhitong.portal.settings")
django.setup()

from zhitong.portal.flows.assistants import http  # noqa: E402 - models exist only after setup

application = http.application()
