"""How often what is searched for in a document has changed."""

from zhitong.portal.documents.models import Revision


def turn_of(key: str) -> tuple[int, int]:
    """(number, turn) of the newest revision; zeros while there is none."""
    held = Revision.objects.filter(document__key=key).order_by("-number").values_list("number", "turn")
    return held.first() or (0, 0)
