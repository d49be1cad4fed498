"""What else the console has about an agreement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import current_app, request, url_for

PLACES: Final = (("The proof", "console.agreements.proof"), ("Readiness, plan and fix", "console.agreements.readiness"))


@dataclass(frozen=True, slots=True)
class AgreementLink:
    """A link to another page about the agreement."""

    text: str
    url: str


def agreement_views() -> Sequence[AgreementLink]:
    """The other pages about the agreement that the address of this page names."""
    named = request.view_args or {}
    if "agreement" not in named:
        return ()
    return tuple(
        AgreementLink(text, url_for(endpoint, agreement=named["agreement"]))
        for text, endpoint in PLACES
        if endpoint in current_app.view_functions and endpoint != request.endpoint
    )
