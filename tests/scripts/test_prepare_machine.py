"""The script that sees to the system's part of a machine."""

import pytest

from scripts import prepare_machine as script


class Machine:
    """A machine that lacks some packages, and notes each command that is run on it."""

    def __init__(self, lacks, *, can_install=True):
        self.lacks = set(lacks)
        self.can_install = can_install
        self.ran = []

    def has(self, need):
        return need.debian not in self.lacks

    def run(self, command):
        self.ran.append(" ".join(command))
        if "install" in command and self.can_install:
            self.lacks -= set(command)
        return True


@pytest.fixture
def as_root(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda program: program)
    monkeypatch.setattr("os.geteuid", lambda: 0)


def test_a_complete_machine_is_left_alone():
    machine = Machine(lacks=())
    assert script.main(machine.run, machine.has) == 0
    assert machine.ran == []


@pytest.mark.usefixtures("as_root")
def test_root_installs_just_what_is_missing_and_says_why(capsys):
    machine = Machine(lacks={"libharfbuzz-subset0"})
    assert script.main(machine.run, machine.has) == 0
    assert machine.ran[-1].endswith("install -y -qq --no-install-recommends libharfbuzz-subset0")
    assert "WeasyPrint cuts fonts down" in capsys.readouterr().out


@pytest.mark.usefixtures("as_root")
def test_an_installation_that_changes_nothing_is_an_error(capsys):
    machine = Machine(lacks={"libpango-1.0-0"}, can_install=False)
    assert script.main(machine.run, machine.has) == 1
    assert "Still missing: Pango" in capsys.readouterr().out


def test_without_apt_the_commands_to_type_are_printed(capsys, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda program: None)
    machine = Machine(lacks={"libpango-1.0-0", "libpangoft2-1.0-0"})
    assert script.main(machine.run, machine.has) == 1
    told = capsys.readouterr().err
    assert "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0" in told
    assert "dnf install pango" in told
    assert "brew install pango" in told


def test_nobody_is_asked_for_a_password(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda program: program)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    asked = []

    def refuse(command):
        asked.append(tuple(command))
        return False

    assert script.way_to_apt(refuse) is None
    assert asked == [("sudo", "-n", "true")]


def test_a_library_counts_only_when_it_loads():
    assert script.can_load(("libm.so.6", "libm.dylib"))
    assert not script.can_load(("libdoes-not-exist.so.0",))


def test_a_program_counts_only_when_it_is_found():
    assert script.is_there(script.Need("A shell", "", "dash", programs=("no-such-program", "sh")))
    assert not script.is_there(script.Need("Nothing", "", "nothing", programs=("no-such-program",)))


def test_what_only_the_tests_need_is_not_asked_of_who_runs_the_product():
    machine = Machine(lacks={"chromium", "redis-tools"})
    assert script.main(machine.run, machine.has) == 0
    assert machine.ran == []


@pytest.mark.usefixtures("as_root")
def test_what_the_tests_need_is_installed_for_them():
    machine = Machine(lacks={"chromium", "redis-tools"})
    assert script.main(machine.run, machine.has, also=script.NEEDS_OF_TESTS) == 0
    assert machine.ran[-1].endswith("--no-install-recommends chromium redis-tools")


def test_nothing_that_is_installed_brings_a_service_with_it():
    assert not any("server" in need.debian for need in (*script.NEEDS, *script.NEEDS_OF_BENCH))


def test_without_apt_a_person_is_told_what_the_tests_need(capsys, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda program: None)
    machine = Machine(lacks={"chromium"})
    assert script.main(machine.run, machine.has, also=script.NEEDS_OF_TESTS) == 1
    told = capsys.readouterr().err
    assert "sudo apt-get install chromium" in told
    assert "dnf install pango harfbuzz chromium redis" in told
