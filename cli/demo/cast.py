"""Who appears in the invented month. No company, person, address or number here exists."""

from dataclasses import dataclass
from random import Random
from typing import Final

from audit.store.tables import Role

FIRST_NAMES: Final = (
    "Ada", "Bram", "Carla", "Dinesh", "Elif", "Femi", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Lena", "Mateo", "Nora",
    "Omar", "Petra", "Quinn", "Rosa", "Sven", "Tara", "Uma", "Vera", "Wen", "Yusuf", "Zoe",
)  # fmt: skip
LAST_NAMES: Final = (
    "Abbott", "Brandt", "Castell", "Dunmore", "Ekholm", "Farrow", "Grieve", "Hallam", "Ibarra", "Jessop", "Kestner",
    "Lomax", "Marsh", "Norling", "Okafor", "Penrose", "Quayle", "Rask", "Stroud", "Thorne", "Ulrich", "Vance", "Wexley",
)  # fmt: skip
FIRST_WORDS: Final = (
    "Amber", "Birch", "Cobalt", "Dovetail", "Eastgate", "Foxglove", "Granite", "Hollow", "Ironbridge", "Juniper",
    "Kingfisher", "Larkfield", "Mill Lane", "Northfold", "Old Harbour", "Pinewood", "Quarry", "Redstone", "Silverbeck",
    "Thistle", "Upland", "Violet", "Westmere", "Yarrow",
)  # fmt: skip
TRADES: Final = {
    "professional": ("Advisory", "Architects", "Consulting", "Legal"),
    "field": ("Heating", "Landscapes", "Electrical", "Facilities"),
    "clinic": ("Dental", "Physiotherapy", "Eye Care", "Family Practice"),
    "b2b": ("Components", "Packaging", "Trading", "Valves"),
    "": ("Plumbing", "Roofing", "Painting", "Garden Care", "Electrical"),
    "other": ("Logistics", "Software", "Events", "Signs"),
}
ROLES: Final = ("Owner", "Managing director", "Operations manager", "Office manager", "Head of sales")
ZONES: Final = (
    ("America/New_York", "+1212555"),
    ("America/Chicago", "+1312555"),
    ("America/Denver", "+1303555"),
    ("America/Los_Angeles", "+1415555"),
)
"""Time zones, with the beginning of numbers there: 555-0100 to 555-0199 are kept free for stories."""

SOURCES: Final = (("newsletter", 5), ("google", 6), ("partner", 3), ("linkedin", 3), ("", 4))
"""Where they came from, and how often."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff of the story."""

    name: str
    role: Role


STAFF: Final = (
    Colleague("Marit Solheim", Role.ADMIN),
    Colleague("Theo Brandvold", Role.SALES),
    Colleague("Ines Calloway", Role.SALES),
    Colleague("Rafael Dunn", Role.SALES),
)


@dataclass(frozen=True, slots=True)
class Prospect:
    """Somebody who took the quiz and said who they are."""

    name: str
    company: str
    email: str
    role: str
    phone: str
    time_zone: str


def prospect(chance: Random, industry: str) -> Prospect:
    """Make somebody up for a kind of business."""
    first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
    word, trade = chance.choice(FIRST_WORDS), chance.choice(TRADES.get(industry, TRADES["other"]))
    zone, number = chance.choice(ZONES)
    domain = f"{word} {trade}".lower().replace(" ", "-")
    return Prospect(
        name=f"{first} {last}",
        company=f"{word} {trade}",
        email=f"{first}.{last}@{domain}.example".lower(),
        role=chance.choice(ROLES) if chance.random() < 0.6 else "",
        phone=f"{number}01{chance.randrange(100):02}" if chance.random() < 0.65 else "",
        time_zone=zone if chance.random() < 0.85 else "",
    )


def source(chance: Random) -> dict[str, str]:
    """Where somebody came from, as the audit keeps it."""
    name = chance.choices([name for name, _ in SOURCES], [often for _, often in SOURCES])[0]
    medium = "mail" if name == "newsletter" else "web"
    return {"utm_source": name, "utm_medium": medium} if name else {}
