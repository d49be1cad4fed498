"""Where somebody came from: campaign marks and the playbook's own hidden fields, carried from the link to the audit."""

from collections.abc import Mapping

from audit.playbook import Playbook

UTM_FIELDS = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")
LONGEST_VALUE = 200


def source_of(playbook: Playbook, sent: Mapping[str, str]) -> dict[str, str]:
    """What a query or a form says about the source: known fields only, each on one line and cut to length."""
    wanted = (*UTM_FIELDS, *playbook.head.hidden_fields)
    lines = {name: _line(sent.get(name, "")) for name in wanted}
    return {name: line for name, line in lines.items() if line}


def _line(text: str) -> str:
    plain = "".join(character if character.isprintable() else " " for character in text[: 4 * LONGEST_VALUE])
    return " ".join(plain.split())[:LONGEST_VALUE]
