"""What all files of a playbook are made of."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]


Text = Annotated[str, StringConstraints(min_length=1, max_length=2_000, strip_whitespace=True)]


Formula = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]


Finite = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-1e15, le=1e15)]


Counted = Annotated[float, Field(strict=True, allow_inf_nan=False, gt=0, le=100_000)]


Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


class Part(BaseModel):
    """A table of a playbook file: unknown keys are errors, values never change after loading."""

    # Building a validator takes time; it is put off until a file of that kind is read.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class EstimateEntry(Part):
    """Low, likely and high: outside of low to high the author would be surprised."""

    low: Finite
    likely: Finite
    high: Finite
    note: str = ""

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if not self.low <= self.likely <= self.high:
            raise ValueError("low, likely and high must be in rising order")
        return self
