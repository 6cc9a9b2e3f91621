"""Uploads go to disk as they arrive, and are turned away before they arrive when they are too large."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MEGABYTE = 1024 * 1024


class UploadTooLarge(RequestDataTooBig):
    """The files of one request are more than any page takes."""


class UploadLimit(FileUploadHandler):
    """Looks at the stated length of a request and passes everything on to the next handler."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Mapping[str, Any],  # noqa: N803 - Django's own name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Raises UploadTooLarge before a byte is read."""
        if content_length > settings.UPLOAD_MEGABYTES * MEGABYTE:
            raise UploadTooLarge

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Kept by the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Kept by the next handler."""
