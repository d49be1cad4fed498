import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type
from argon2.profiles import RFC_9106_LOW_MEMORY

from tests.web.accounts.people import PASSWORD, somebody
from web.accounts import passwords
from web.accounts.passwords import check_password, hash_password, is_outdated, is_right

OUTSIDE = passwords.HASHER
"""As it is imported: the tests of the pages put a cheaper one in its place."""


def test_passwords_cost_what_the_standard_recommends():
    parameters = extract_parameters(OUTSIDE.hash(PASSWORD))
    assert parameters == RFC_9106_LOW_MEMORY
    assert parameters.type is Type.ID
    assert parameters.memory_cost == 64 * 1024


def test_without_an_account_the_same_work_is_done_and_the_answer_is_no(monkeypatch):
    checked = []

    class Watching(PasswordHasher):
        def verify(self, hash, password):  # noqa: A002  # the library's name
            checked.append((extract_parameters(hash), password))
            return super().verify(hash, password)

    watching = Watching(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", watching)
    assert is_right(hash_password(PASSWORD), PASSWORD)
    assert not is_right(None, PASSWORD)
    assert not is_right(None, "what a wrong address is checked against")
    assert [parameters for parameters, _ in checked] == [checked[0][0]] * 3
    assert checked[1][1] == PASSWORD


def test_a_hash_is_right_for_its_password_alone_and_salted():
    made, again = hash_password(PASSWORD), hash_password(PASSWORD)
    assert made != again
    assert is_right(made, PASSWORD)
    assert not is_right(made, PASSWORD + " ")
    assert not is_right(made, PASSWORD.upper())
    assert not is_outdated(made)


@pytest.mark.parametrize("broken", ["", "plain text", "$argon2id$v=19$m=8,t=1,p=1$broken"])
def test_what_is_no_hash_lets_nobody_in(broken):
    assert not is_right(broken, PASSWORD)
    assert not is_right(broken, "")


@pytest.mark.parametrize(
    "password",
    ["ada.lindqvist@northwind.example", "Northwind 2026!", "Lindqvist1234", "My company 123", "Plumbline-2026"],
)
def test_an_accounts_own_name_and_address_and_our_name_are_too_easy(site, password):
    account = somebody(site)
    with site.app.test_request_context():
        problem = check_password(password, account)
    assert problem is not None
    assert "your name, your address or ours" in problem


def test_a_sentence_of_ones_own_is_a_password(site):
    account = somebody(site)
    with site.app.test_request_context():
        assert check_password("Ada counts seven wet umbrellas", account) is None
