"""What a first report would have to wait for, done before there is one."""

from datetime import date
from importlib.resources import as_file, files

from audit.answers import read_answers
from audit.checking.gate import load
from audit.record import to_json, to_record
from audit.run import run_audit
from reports.brand import brand_of
from reports.render import render_pdf

PLAYBOOK = "home_services"
AS_OF = date(2026, 1, 1)


def warm_up() -> None:
    """Make a whole report of an example company and throw it away: libraries, fonts, styles, templates and locale.

    For the parent of processes that render: children forked after it make their first report as fast as their
    tenth. It takes some two seconds. The caller may `gc.freeze()` afterwards, so that collecting copies no memory
    that the children share.
    """
    with as_file(files("audit") / "playbooks" / PLAYBOOK) as folder:
        playbook = load(folder)
        answers = read_answers(playbook, next(iter(playbook.examples.values())))
        audit = run_audit(playbook, answers, AS_OF)
        render_pdf(audit, brand_of(playbook), to_json(to_record(audit, answers)))
