import vobject
from hypothesis import given
from hypothesis import strategies as st

from audit.sales.business_card import BusinessCard, card_file

KIM = BusinessCard(
    lead="a1b2",
    email="kim@northwind.example",
    name="Kim O’Brook",
    company="Northwind",
    role="Owner",
    phone="+14155550132",
    link="https://audit.northwind.example/console/leads/a1b2",
)


def read(card):
    return vobject.readOne(card_file(card).decode())


def test_a_card_has_all_that_is_known():
    card = read(KIM)

    assert (card.fn.value, card.email.value, card.tel.value) == ("Kim O’Brook", KIM.email, "+14155550132")
    assert (card.org.value, card.title.value, card.url.value) == (["Northwind"], "Owner", KIM.link)
    assert card.version.value == "3.0"


def test_what_is_not_known_has_no_line():
    card = read(BusinessCard("a1b2", "kim@northwind.example"))

    assert card.fn.value == "kim@northwind.example"
    assert {"tel", "org", "title", "url"}.isdisjoint(card.contents)


def test_without_a_name_the_company_is_what_the_card_is_called():
    assert read(BusinessCard("a1b2", "kim@northwind.example", company="Northwind")).fn.value == "Northwind"


def test_the_same_lead_gives_the_same_card():
    assert read(KIM).uid.value == read(BusinessCard("a1b2", "lou@northwind.example")).uid.value


@given(st.text(), st.text())
def test_nothing_that_is_typed_adds_a_line(name, company):
    card = BusinessCard("a1b2", "kim@northwind.example", name=name, company=company)
    lines = [line for line in card_file(card).decode().split("\r\n") if line and not line.startswith(" ")]

    assert len(lines) <= 8
    assert [line for line in lines if line.startswith("EMAIL")] == ["EMAIL;TYPE=WORK:kim@northwind.example"]


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=80))
def test_a_name_is_read_back_as_it_was_written(name):
    written = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())

    assert read(BusinessCard("a1b2", "kim@northwind.example", name=name)).fn.value == (
        written or "kim@northwind.example"
    )
