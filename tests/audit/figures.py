"""The figures of an audit, wherever they stand in it."""

from dataclasses import fields, is_dataclass


def numbers_in(value):
    """Every number anywhere in an audit or a part of it."""
    if isinstance(value, float):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from numbers_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from numbers_in(item)
