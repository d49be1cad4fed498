from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import InputRequired

from web.field_errors import FieldError, field_errors


class Wish(Form):
    name = StringField(validators=[InputRequired("Write your name.")])
    size = RadioField(
        choices=[SelectChoice("small"), SelectChoice("large")], validators=[InputRequired("Choose a size.")]
    )
    note = StringField()


def test_each_field_leads_to_its_first_input_in_the_order_of_the_form():
    form = Wish(MultiDict({"note": "x"}))
    assert not form.validate()
    assert field_errors(form) == (FieldError("name", "Write your name."), FieldError("size-0", "Choose a size."))


def test_nothing_wrong_is_nothing_said():
    form = Wish(MultiDict({"name": "Ada", "size": "small"}))
    assert form.validate()
    assert field_errors(form) == ()
