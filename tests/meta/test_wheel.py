"""The wheel holds all that runs, and nothing that only develops it."""

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.meta.repository import FILES, ROOT, name

SHIPPED = ("audit/", "cli/", "reports/", "web/", "workers/")


@pytest.fixture(scope="module")
def inside(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    wheel = Path(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_file_of_the_product_is_in_the_wheel(inside):
    product = {name(path) for path in FILES if name(path).startswith(SHIPPED)}
    assert sorted(product - inside) == []


@pytest.mark.parametrize("ending", [".toml", ".html", ".css", ".ttf", ".svg", "py.typed"])
def test_the_wheel_holds_data_of_every_kind(inside, ending):
    assert any(path.endswith(ending) for path in inside)


def test_nothing_but_the_product_is_in_the_wheel(inside):
    others = {path for path in inside if not path.startswith((*SHIPPED, "plumbline-"))}
    assert others <= {"logs.py", "settings.py"}
