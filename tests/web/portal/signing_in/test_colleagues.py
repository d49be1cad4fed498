"""Who is part of a company: inviting, joining, taking back, removing, leaving."""

import pytest

from audit.store.operator_links import MOST_INVITATIONS_A_DAY, MOST_OF_A_COMPANY_A_DAY
from audit.store.tables import Mail, MailKind
from tests.web.portal.signing_in.people import LEE, PAT
from tests.web.quiz.browser import Browser

MAX = "max@northwind.example"


def colleagues(company):
    return f"/portal/{company.public_id}/colleagues"


def invite(browser, company, email=LEE, name="Lee Ortiz"):
    page = browser.open(colleagues(company))
    return browser.send(page, {"email": email, "name": name}, to=colleagues(company))


def press(browser, company, email, button):
    """Press a button beside somebody's name. Raises StopIteration where it is not offered."""
    page = browser.open(colleagues(company))
    line = next(one for one in page.all("li") if email in "".join(one.itertext()))
    form = next(one for one in line.iter("form") if "".join(one.itertext()).strip().startswith(button))
    return browser.send(page, {}, to=form.get("action"))


def test_a_colleague_is_invited_by_mail_and_joins_with_its_link(door, site):
    company = door.company()
    page = invite(door.enter(), company)
    assert (page.status, page.path) == (200, colleagues(company))
    assert "Lee Ortiz" in page.words
    (path,) = door.mailed(MailKind.PORTAL_INVITATION)
    lee = Browser(site.client())
    landing = lee.open(path)
    assert landing.h1 == "Join Northwind"
    assert landing.by_id("name").get("value") == "Lee Ortiz"
    answer = lee.client.post(path, data={**landing.hidden(), "name": "Lee A. Ortiz"})
    assert (answer.status_code, answer.location) == (303, f"/portal/{company.public_id}/")
    assert "Lee A. Ortiz (you)" in lee.open(colleagues(company)).words
    assert door.membership(company, LEE).invited_by_id == door.person(PAT).id


def test_an_invited_person_learns_the_companys_name_and_nothing_else(door, browser, site):
    company = door.company("Northwind", PAT)
    door.sent("theirs", PAT)
    landing = browser.open(door.invited(company))
    assert PAT not in landing.response.text
    assert "pat" not in landing.words.split()
    assert company.public_id not in landing.response.text
    door.press(browser, door.link(LEE))
    assert browser.client.get(colleagues(company)).status_code == 404


def test_no_name_of_anybody_stands_in_the_mail(door):
    """Whoever invites chooses the address and the company's name: together they would make anybody's advertisement."""
    company = door.company("Cheap watches at www.northwind.example")
    invite(door.enter(), company, name="Buy now")
    (path,) = door.mailed(MailKind.PORTAL_INVITATION)
    assert path.startswith("/portal/join/")
    (mail,) = [one for one in door.rows(Mail) if one.kind == MailKind.PORTAL_INVITATION]
    assert "watches" not in door.text_of(mail)
    assert "Buy now" not in door.text_of(mail)


def test_a_link_to_join_is_good_once_and_for_seven_days(door, site):
    company = door.company()
    path, late = door.invited(company), door.invited(company, MAX)
    lee = Browser(site.client())
    hidden = {**lee.open(path).hidden(), "name": "Lee"}
    assert lee.client.post(path, data=hidden).status_code == 303
    assert Browser(site.client()).open(path).status == 404
    site.clock.forward(days=7)
    assert Browser(site.client()).open(late).status == 404


def test_without_a_name_nobody_joins_and_the_link_stays_good(door, browser):
    path = door.invited(door.company())
    page = browser.send(browser.open(path), {"name": "  "})
    assert page.status == 422
    assert "Enter a name, as colleagues know it." in page.words
    assert browser.send(page, {"name": "Lee"}, to=path).status == 200


def test_who_is_invited_may_also_join_after_signing_in(door):
    """Their link may be over: a link to sign in shows as well that the address is theirs."""
    company = door.company()
    door.invited(company, LEE)
    lee = door.enter(LEE)
    page = lee.open("/portal/")
    assert "You are invited Northwind" in page.words
    number = door.membership(company, LEE).id
    answer = lee.client.post(f"/portal/invitations/{number}", data=page.hidden())
    assert answer.location == f"/portal/{company.public_id}/"
    assert door.membership(company, LEE).joined_at is not None


def test_nobody_joins_with_somebody_elses_invitation(door):
    company = door.company()
    door.invited(company, LEE)
    stranger = door.enter(MAX)
    hidden = stranger.open("/portal/").hidden()
    number = door.membership(company, LEE).id
    assert stranger.client.post(f"/portal/invitations/{number}", data=hidden).status_code == 404
    assert door.membership(company, LEE).joined_at is None


def test_an_invitation_that_is_taken_back_is_closed(door, browser):
    company = door.company()
    path = door.invited(company)
    assert "The invitation is taken back." in press(door.enter(), company, LEE, "Take it back").words
    assert browser.open(path).status == 404
    assert "invited" not in door.enter(LEE).open("/portal/").words


def test_sent_again_the_link_before_is_closed(door, browser, site):
    company = door.company()
    pat = door.enter()
    invite(pat, company)
    (first,) = door.mailed(MailKind.PORTAL_INVITATION)
    site.clock.forward(minutes=11)
    assert "The invitation is kept" in press(pat, company, LEE, "Send it again").words  # no mail server is set here
    assert browser.open(first).status == 404
    assert len(door.rows(Mail)) == 2


def test_who_is_removed_is_out_at_once_and_may_be_invited_again(door):
    company = door.company("Northwind", PAT, LEE)
    pat, lee = door.enter(PAT), door.enter(LEE)
    assert lee.open(colleagues(company)).status == 200
    assert "no longer part" in press(pat, company, LEE, "Remove").words
    assert lee.client.get(colleagues(company)).status_code == 404
    invite(pat, company, LEE)
    assert lee.client.get(colleagues(company)).status_code == 404
    assert door.membership(company, LEE).joined_at is None


def test_one_can_leave_but_not_the_last(door):
    company = door.company("Northwind", PAT, LEE)
    lee = door.enter(LEE)
    page = press(lee, company, LEE, "Leave")
    assert page.path == "/portal/"
    assert "You are no longer part of that company." in page.words
    pat = door.enter(PAT)
    with pytest.raises(StopIteration):
        press(pat, company, PAT, "Leave")
    number = door.membership(company, PAT).id
    sent = pat.send(pat.open(colleagues(company)), {}, to=f"{colleagues(company)}/{number}/remove")
    assert "the last one cannot go" in sent.words
    assert door.membership(company, PAT).ended_at is None


@pytest.mark.parametrize(
    ("email", "name", "said"),
    [
        ("lee.northwind", "Lee", "Enter an e-mail address like name@company.com."),
        (LEE, "", "Enter a name, as colleagues know it."),
        (LEE, "L" * 101, "Shorten the name to 100 letters."),
        (PAT, "Pat", "Whoever has this address is part of the company already."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(door, email, name, said):
    company = door.company()
    page = invite(door.enter(), company, email, name)
    assert page.status == 422
    assert said in page.words
    assert [page.by_id(one).get("value") for one in ("name", "email")] == [name, email]
    assert door.rows(Mail) == []


def test_an_address_gets_one_invitation_in_ten_minutes_and_a_company_sends_twenty_a_day(door, site):
    company = door.company()
    pat = door.enter()
    invite(pat, company)
    assert "no mail goes out now" in invite(pat, company).words
    assert len(door.rows(Mail)) == 1
    for number in range(MOST_OF_A_COMPANY_A_DAY + 3):
        invite(pat, company, f"n{number}@northwind.example")
    assert len(door.rows(Mail)) == MOST_OF_A_COMPANY_A_DAY


def test_an_address_gets_five_invitations_a_day_whoever_sends_them(door):
    pat = door.enter()
    for number in range(MOST_INVITATIONS_A_DAY + 2):
        invite(pat, door.company(f"Company {number}"))
    assert len(door.rows(Mail)) == MOST_INVITATIONS_A_DAY
