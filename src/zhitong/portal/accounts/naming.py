"""Which organisation a printed name means: by full name or alias, nearest region first."""

from collections import defaultdict
from dataclasses import dataclass, field

from zhitong.portal.accounts.models import Organisation


@dataclass
class UnitNames:
    """All names and aliases, read once for many look-ups."""

    by_name: dict[str, Organisation] = field(default_factory=dict)
    by_alias: dict[str, list[Organisation]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def load(cls) -> "UnitNames":
        """The names as they are in the database now."""
        names = cls()
        for unit in Organisation.objects.order_by("pk"):
            names.by_name[unit.name] = unit
            for alias in unit.aliases:
                names.by_alias[alias].append(unit)
        return names

    def find(self, name: str, region: str = "") -> Organisation | None:
        """The unit of a name; an alias used in several places needs the region of the document."""
        if name in self.by_name:
            return self.by_name[name]
        found = self.by_alias.get(name, [])
        near = [unit for unit in found if region and unit.region and region.startswith(unit.region)]
        if near:
            return max(near, key=lambda unit: len(unit.region))
        return found[0] if len(found) == 1 else None
