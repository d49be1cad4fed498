"""The files in fixes/."""

from typing import Annotated

from pydantic import Field

from audit.playbook.format.parts import EstimateEntry, Formula, Key, Part, Text


class LoopEntry(Part):
    """The loop that the fix closes, in four short phrases."""

    trigger: Text
    work: Text
    lands: Text
    acts: Text


class PlanEntry(Part):
    """The ninety days: weeks 1-4, 5-8 and 9-12."""

    diagnose: Annotated[tuple[Text, ...], Field(min_length=1)]
    build: Annotated[tuple[Text, ...], Field(min_length=1)]
    launch: Annotated[tuple[Text, ...], Field(min_length=1)]
    stop_rule: Text


class MetricEntry(Part):
    """The one number before and after. `quantity` is the name whose value it is.

    `sets` says what other quantities are once this one is measured, in place of their own formulas: so that a measured
    value moves the dollars where the model itself works the metric out only to show it.
    """

    title: Text
    quantity: Key
    how: Text
    sets: dict[Key, Formula] = Field(default_factory=dict)


class FixFile(Part):
    """fixes/<key>.toml. Costs are in the playbook's currency; `basis` says where the estimates come from."""

    title: Text
    summary: Text
    closes: Annotated[dict[Key, EstimateEntry], Field(min_length=1)]
    setup_cost: EstimateEntry
    running_cost_per_month: EstimateEntry
    weeks_to_live: EstimateEntry
    weeks_to_ramp: EstimateEntry
    chance_of_working: EstimateEntry
    needs: tuple[Key, ...] = ()
    owner: Text
    basis: Text
    metric: MetricEntry
    loop: LoopEntry
    plan: PlanEntry
