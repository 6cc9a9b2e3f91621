"""A provision as it stands on one day: what every back end is given, so that figures are put in once.

`rule_of_day(provision, as_of)` remembers what it made, so the same provision on the same day is the same
object, and whatever is prepared from it can be remembered by it.
"""

from dataclasses import dataclass
from datetime import date

from zhitong.engine.rules.amounts import Amount, Dated
from zhitong.engine.rules.json_form import Json
from zhitong.engine.rules.named_amounts import figures_of, resolved_amount
from zhitong.engine.rules.nodes import Condition
from zhitong.engine.rules.parameters import Parameter, ParameterValue, resolved, value_to_json
from zhitong.engine.rules.pro_rata import for_window
from zhitong.engine.rules.provision import Provision
from zhitong.engine.rules.whole import WindowState, window_state, with_region

_MOST_REMEMBERED = 8192


@dataclass(frozen=True, slots=True)
class Figure:
    """A parameter with its value of the day, None where it has none."""

    parameter: Parameter
    value: ParameterValue | None


def figure_to_json(figure: Figure) -> dict[str, Json]:
    """Key, label, and the value with validity, clause and grade where there is one."""
    named: dict[str, Json] = {"key": figure.parameter.key, "label": figure.parameter.label}
    return named if figure.value is None else named | value_to_json(figure.value)


@dataclass(frozen=True, slots=True, eq=False)
class RuleOfDay:
    """A provision on a day, equal only to itself.

    `condition` is the whole one, region first, with the figures of the day; `written` the same tree with
    names of parameters. `amount` has its figures too, and is not stated where one has no value that day;
    `amount_figures` are the parameters behind it. `figures_day` lies in the window, so that what is over
    keeps its last figures.
    """

    provision: Provision
    as_of: date
    figures_day: date
    window_state: WindowState
    written: Condition
    condition: Condition
    amount: Amount
    amount_figures: tuple[Figure, ...]

    @property
    def is_in_force(self) -> bool:
        """Begun and not ended: only then may anybody get it."""
        return self.window_state in ("open", "not_stated")


def own_condition(rule: RuleOfDay) -> Condition:
    """The condition of the day without the region, as it is counted in messages and read aloud."""
    provision = rule.provision
    return resolved(provision.condition, provision.parameters, rule.figures_day)


# The provision is held by the rule, so that no other can have its id while the rule is remembered.
_remembered: dict[tuple[int, date], RuleOfDay] = {}


def rule_of_day(provision: Provision, as_of: date) -> RuleOfDay:
    """The rule of a provision as of a day."""
    key = id(provision), as_of
    found = _remembered.get(key)
    if found is None:
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        window = provision.window
        day = as_of if window.starts is None else max(as_of, window.starts)
        day = day if window.ends is None else min(day, window.ends)
        found = _remembered[key] = with_figures_of(provision, day, as_of)
    return found


def with_figures_of(provision: Provision, day: date, as_of: date) -> RuleOfDay:
    """The rule with the figures of a chosen day, whatever the window says."""
    written, parameters = with_region(provision), provision.parameters
    amount = provision.amount
    figures: tuple[Figure, ...] = ()
    if isinstance(amount, Dated):
        figures = tuple(Figure(one, one.on(day)) for one in figures_of(amount, parameters))
        amount = resolved_amount(amount, parameters, day)
    amount = for_window(amount, provision.window, day)
    return RuleOfDay(
        provision,
        as_of,
        day,
        window_state(provision.window, as_of),
        written,
        resolved(written, parameters, day) if parameters else written,
        amount,
        figures,
    )
