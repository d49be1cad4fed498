import pytest

from tests.audit.playbook_folders import small
from web.quiz.labels import label_of

QUESTION = small().question("calls_per_week")


@pytest.mark.parametrize(
    ("title", "unit", "text"),
    [
        ("Calls a week", "call/week", "Calls a week"),
        ("New inquiries a month", "inquiry/month", "New inquiries a month"),
        ("Inquiries", "inquiry/month", "Inquiries (inquiries a month)"),
        ("Team", "person", "Team (people)"),
        ("Time on the phone", "hour/week/person", "Time on the phone (hours a week a person)"),
        ("How many", "1", "How many"),
    ],
)
def test_the_unit_is_in_the_label_once(title, unit, text):
    label = label_of(small(), QUESTION.model_copy(update={"title": title, "unit": unit}))
    assert (label.text, label.sign, label.inputmode) == (text, "", "numeric")


def test_a_share_shows_how_it_is_written():
    question = QUESTION.model_copy(update={"title": "Missed", "unit": "1", "highest": 1})
    assert label_of(small(), question).text == "Missed, for example 15 %"


def test_money_has_its_sign_and_is_said_in_words():
    label = label_of(small(), QUESTION.model_copy(update={"title": "Revenue", "unit": "USD/year"}))
    assert (label.text, label.sign, label.money, label.inputmode) == ("Revenue", "$", "dollars", "decimal")
