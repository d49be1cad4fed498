"""playbook.toml and presets.toml."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from audit.playbook.format.parts import Colour, Counted, Key, Part, Text


class BesideEntry(Part):
    """A quantity shown next to the dollars. `better` is the direction in which closing a leak moves it."""

    quantity: Key
    title: Text
    better: Literal["higher", "lower"] = "higher"
    one_time: bool = False


class Brand(Part):
    """Whose name stands on the report. `logo` is an SVG or PNG in the playbook folder."""

    name: Text
    logo: str = ""
    primary: Colour = "#123c3a"
    accent: Colour = "#b4491f"
    contact: str = ""


class Calendar(Part):
    """The constants that join one period to another; each is a name that formulas can use."""

    weeks_per_year: Counted = 52
    staff_weeks_per_year: Counted = 48
    months_per_year: Counted = 12
    days_per_year: Counted = 365
    workdays_per_year: Counted = 260
    minutes_per_hour: Counted = 60


class PlaybookFile(Part):
    """playbook.toml

    `hidden_fields` names what a link to the start page may carry besides campaign marks (`?partner=northwind`);
    it is kept with the audit, and nobody is asked.
    """

    name: Key
    title: Text
    version: Text
    summary: Text
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    locale: Text
    value: Key
    value_label: Text
    horizon_months: Annotated[int, Field(ge=1, le=60)] = 12
    discount_rate: Annotated[float, Field(ge=0, le=1)]
    least_gain_per_month: Annotated[float, Field(ge=0)] = 0
    tie_below: Annotated[float, Field(gt=0, le=1)] = 0.6
    things: tuple[Key, ...] = ()
    calendar: Calendar = Calendar()
    quiz_seconds: Annotated[int, Field(ge=1, le=120)] = 120
    typed_numbers: Annotated[int, Field(ge=0, le=3)] = 3
    beside: tuple[BesideEntry, ...] = ()
    hidden_fields: Annotated[tuple[Key, ...], Field(max_length=20)] = ()
    brand: Brand


class PresetEntry(Part):
    """An industry: for each benchmark named on the left, use the one on the right instead."""

    title: Text
    use: dict[Key, Key] = Field(default_factory=dict)


class PresetsFile(Part):
    """presets.toml"""

    preset: dict[Key, PresetEntry] = Field(default_factory=dict)
