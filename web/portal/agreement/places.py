"""The small row of places that every page of an agreement shows under its heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import current_app, request, url_for

PLACES: Final = (
    ("Agreement", "portal.agreement.show", ("portal.agreement.",)),
    ("Measurements", "portal.measuring.show", ("portal.measuring.",)),
    ("Proof", "portal.proving.show", ("portal.proving.",)),
    ("Readiness", "portal.planning.readiness", ("portal.planning.readiness", "portal.planning.ask")),
    ("Plan", "portal.planning.plan", ("portal.planning.plan",)),
    ("Fix", "portal.planning.fix", ("portal.planning.fix",)),
)


@dataclass(frozen=True, slots=True)
class AgreementPlace:
    """A link of the row. `here`: the page that is shown belongs to it."""

    text: str
    url: str
    here: bool


def agreement_places() -> Sequence[AgreementPlace]:
    """The places of the agreement that the address of this page names; none on any other page."""
    named = request.view_args or {}
    if not {"company", "agreement"} <= named.keys():
        return ()
    ids = {"company": named["company"], "agreement": named["agreement"]}
    now = request.endpoint or ""
    return tuple(
        AgreementPlace(text, url_for(endpoint, **ids), now.startswith(parts))
        for text, endpoint, parts in PLACES
        if endpoint in current_app.view_functions
    )
