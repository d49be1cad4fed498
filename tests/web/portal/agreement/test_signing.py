"""The company's signature: once, under the words that stood on the screen, and only under the newest version."""

from datetime import date, timedelta

import pytest

from audit.recovery.series import Series
from audit.recovery.values import Given
from audit.store import agreements, measurements
from audit.store.measurements import Source, Way
from audit.store.tables import Mail, Side, SignOff
from tests.web.portal.agreement.conftest import STAFF, START, follow, row_of, staff_sign
from tests.web.portal.operators import operating
from tests.web.results.site import Store

SIGNED = {"name": "Pat Lee", "agree": "yes", "version": "1"}


def signatures(site, agreed):
    with site.services.database.reading() as session:
        return agreements.versions(session, agreed.agreement.id)[0].signed


def test_a_company_signs_under_the_words_that_stood_on_the_screen(site, agreed, pat, address):
    page = pat.open(address)
    words = page.label("sign-agree")
    assert "version 1 of this agreement for Northwind Heating" in words
    assert "“New inquiries a month that reach nobody” is at 14 inquiries a month or lower" in words
    assert "$18,000 to $52,000" in words
    assert "Robin Okafor owns the number." in words

    site.clock.forward(hours=2)
    page = pat.send(page, SIGNED, to=f"{address}/sign")

    found = signatures(site, agreed)[Side.COMPANY]
    assert (found.name, found.wording) == ("Pat Lee", words)
    assert found.signed_at == site.clock()
    assert found.person_id is not None
    assert "You have signed. Thank you." in page.words
    assert "your advisers have not yet" in page.words
    assert "Sign it for" not in page.words


def test_with_both_signatures_it_is_in_force_and_its_state_is_worked_out(site, agreed, pat, address):
    staff_sign(site, agreed)
    page = pat.send(pat.open(address), SIGNED, to=f"{address}/sign")
    assert "the agreement is in force" in page.words
    row = row_of(site, agreed)
    assert row.state == "on track"
    assert row.next_look_at == site.clock()


def test_who_drafted_it_is_told_of_a_signature(site, agreed, pat, address):
    pat.send(pat.open(address), SIGNED, to=f"{address}/sign")
    mail = Store(site.services).row(Mail)
    assert mail is not None
    assert (mail.kind, mail.recipient, mail.about) == ("change wish", STAFF, "signed")
    assert [(kind, row_id) for kind, row_id, _ in site.queue.nudges] == [("mail", mail.id)]


def test_pressing_twice_signs_once(site, agreed, pat, address):
    page = pat.open(address)
    pat.send(page, SIGNED, to=f"{address}/sign")
    again = pat.client.post(f"{address}/sign", data={**page.hidden(), **SIGNED, "name": "Somebody else"})
    assert again.status_code == 303
    assert Store(site.services).count(SignOff) == 1
    assert signatures(site, agreed)[Side.COMPANY].name == "Pat Lee"


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"name": " ", "agree": "yes"}, "sign-name", "Type your name"),
        ({"name": "Pat Lee", "agree": ""}, "sign-agree", "Tick the box"),
        ({"name": "x" * 121, "agree": "yes"}, "sign-name", "Shorten the name"),
    ],
)
def test_without_name_or_tick_nothing_is_signed(site, agreed, pat, address, fields, field, said):
    page = pat.send(pat.open(address), {**fields, "version": "1"}, to=f"{address}/sign")
    assert page.status == 422
    assert said in "".join(page.by_id(f"{field}-error").itertext())
    assert Store(site.services).count(SignOff) == 0
    kept = page.by_id("sign-name").get("value")
    assert kept == fields["name"].strip()
    assert (page.by_id("sign-agree").get("checked") is not None) is (fields["agree"] == "yes")


def test_a_version_that_was_followed_by_another_cannot_be_signed(site, agreed, pat, address):
    page = pat.open(address)
    follow(site, agreed, target=10.0)
    page = pat.send(page, SIGNED, to=f"{address}/sign")
    assert page.status == 409
    assert "newer version" in page.words
    assert "10 inquiries a month or lower" in page.label("sign-agree")
    assert Store(site.services).count(SignOff) == 0


def test_a_form_that_names_no_version_signs_nothing(site, agreed, pat, address):
    token = _token(pat, address)
    for version in ("", "0", "2", "one", "\u0661"):
        answer = pat.client.post(f"{address}/sign", data={**token, **SIGNED, "version": version})
        assert answer.status_code == 409
    assert Store(site.services).count(SignOff) == 0


def test_a_stopped_agreement_cannot_be_signed(site, agreed, pat, address):
    page = pat.open(address)
    with site.services.database.writing() as session:
        agreements.stop(session.merge(agreed.agreement), "They changed their minds.", site.clock())
    page = pat.send(page, SIGNED, to=f"{address}/sign")
    assert page.status == 409
    assert "They changed their minds." in page.words
    assert Store(site.services).count(SignOff) == 0


def test_while_a_newer_version_is_unsigned_the_one_in_force_stays(site, agreed, pat, address):
    staff_sign(site, agreed)
    pat.send(pat.open(address), SIGNED, to=f"{address}/sign")
    site.clock.now += timedelta(days=3)
    follow(site, agreed, target=10.0)
    page = pat.open(address)
    assert f"{address}/versions/1" in page.links().values()
    assert "Until both have signed it, version 1 stays in force." in page.words
    assert "Target: was 14 inquiries a month, now 10 inquiries a month" in page.words
    assert "They count calls after hours too." in page.words
    with site.services.database.reading() as session:
        found = agreements.in_force(session, agreed.agreement.id)
    assert found is not None
    assert found.row.number == 1


def came_in(site, agreed, starts_on=START, value=20.0):
    with site.services.database.writing() as session:
        given = [Given(Series.METRIC, starts_on, value)]
        measurements.enter(session, session.merge(agreed.agreement), given, Source(Way.BY_HAND), site.clock())


def test_a_version_of_other_periods_is_not_signed_once_numbers_have_come_in(site, agreed, pat, address):
    staff_sign(site, agreed)
    pat.send(pat.open(address), SIGNED, to=f"{address}/sign")
    follow(site, agreed, cadence="week", baseline_values=(), starts_on=date(2026, 4, 6))
    came_in(site, agreed)
    page = pat.send(pat.open(address), {**SIGNED, "version": "2"}, to=f"{address}/sign")
    assert page.status == 409
    assert "it is measured over other periods than they are" in page.words
    assert Side.COMPANY not in signatures(site, agreed)


def test_a_version_that_would_leave_numbers_out_says_how_many(site, agreed, pat, address):
    staff_sign(site, agreed)
    pat.send(pat.open(address), SIGNED, to=f"{address}/sign")
    came_in(site, agreed)
    later = date(2026, 6, 1)
    follow(site, agreed, starts_on=later, stop_on=date(2026, 7, 1), ends_on=date(2026, 8, 30))
    assert (
        "By version 2 the work starts later than some numbers that have come in: one month" in pat.open(address).words
    )
    follow(site, agreed, target=10.0)
    assert "would not count any more" not in pat.open(address).words


def test_nobody_signs_for_another_company(site, agreed, theirs, pat, address):
    wrong = f"/portal/{agreed.company.public_id}/agreements/{theirs.agreement.public_id}"
    assert pat.client.post(f"{wrong}/sign", data={**_token(pat, address), **SIGNED}).status_code == 404
    kim = operating(site, "kim@northwind.example")
    assert kim.get(address).status_code == 404
    assert Store(site.services).count(SignOff) == 0


def _token(pat, address) -> dict[str, str]:
    return {"csrf_token": pat.open(address).hidden()["csrf_token"]}
