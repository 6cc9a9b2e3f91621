"""Object permissions by their Django names, for `person.has_perm(…, business)`."""

from rules.permissions import add_perm
from rules.predicates import predicate

from zhitong.portal.businesses.perms import can_see, is_owner

PERMISSIONS = {"businesses.view_business": can_see, "businesses.answer_for_business": is_owner}

for name, rule in PERMISSIONS.items():
    add_perm(name, predicate(rule))  # type: ignore[no-untyped-call]  # the library has no types
