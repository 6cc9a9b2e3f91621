"""How large an upload may be."""

from zhitong.portal.foundation.problems import TooLarge

DOCUMENT_MEGABYTES = 20
REGISTRY_MEGABYTES = 300
REGISTRY_PREVIEW_ROWS = 20


def check_size(name: str, size_bytes: int, limit_megabytes: int) -> None:
    """Raises TooLarge when the file is beyond the limit."""
    if size_bytes > limit_megabytes * 1024 * 1024:
        raise TooLarge(name, limit_megabytes)
