"""All checks in order, and the gate that only a playbook without errors passes."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from audit.checking.companies import check_companies
from audit.checking.evidence import check_evidence, check_freshness
from audit.checking.fixes import check_fixes, check_head, check_readiness
from audit.checking.leak_examples import check_leak_examples
from audit.checking.metrics import check_metric_values, check_metrics, check_sets, metric_models
from audit.checking.names import Formulas, check_names, check_uses, parse_all
from audit.checking.quiz import check_quiz
from audit.checking.units_and_order import check_reach, check_units, compiled, read_units, unit_texts
from audit.formulas import prepare
from audit.metric_model import MetricModel
from audit.playbook import Contents, Playbook, PlaybookError, Remark, Severity
from audit.playbook.contents import contents_of
from audit.playbook.reading import read
from audit.program import Program


def load(folder: Path) -> Playbook:
    """Return the playbook in `folder`, checked. Raises PlaybookError with every error found."""
    contents, shape = read(folder)
    playbook, remarks = _admitted(contents, shape)
    if playbook is None:
        raise PlaybookError(remarks)
    return playbook


def check(folder: Path, as_of: date) -> tuple[Remark, ...]:
    """Return everything there is to say about the playbook in `folder`: errors, then warnings.

    Beyond what loading needs, this runs the example companies and looks at the age of the sources on `as_of`.
    """
    contents, shape = read(folder)
    playbook, remarks = _admitted(contents, shape)
    if playbook is not None:
        remarks = (*remarks, *check_companies(playbook, as_of), *check_metric_values(playbook))
    if contents is not None:
        remarks = (*remarks, *check_freshness(contents, as_of))
    return tuple(sorted(remarks, key=lambda remark: remark.severity is Severity.WARNING))


def _admitted(contents: Contents | None, shape: tuple[Remark, ...]) -> tuple[Playbook | None, tuple[Remark, ...]]:
    if contents is None:
        return None, shape
    formulas, syntax = parse_all(contents)
    measures, units = read_units(contents)
    names = [*syntax, *check_names(contents, formulas), *check_sets(contents, formulas)]
    remarks = [*shape, *units, *names, *check_uses(contents, formulas), *_parts(contents)]
    remarks += check_units(contents, formulas, measures)
    program, order = compiled(contents, formulas)
    remarks += order
    # What only a run of the model shows can be shown whenever all its names are there.
    models: Mapping[str, MetricModel] = {}
    if program is not None and not names and formulas.read.isdisjoint(contents.unread):
        models, circles = metric_models(contents, formulas, program)
        remarks += [*check_reach(contents, program), *circles, *check_metrics(contents, program, models)]
        remarks += check_leak_examples(contents, program)
    if program is None or not _clean(remarks):
        return None, tuple(remarks)
    return _playbook(contents, formulas, program, models), tuple(remarks)


def _parts(contents: Contents) -> Iterator[Remark]:
    yield from check_quiz(contents)
    yield from check_evidence(contents)
    yield from check_fixes(contents)
    yield from check_readiness(contents)
    yield from check_head(contents)


def _clean(remarks: list[Remark]) -> bool:
    return all(remark.severity is Severity.WARNING for remark in remarks)


def _playbook(contents: Contents, formulas: Formulas, program: Program, models: Mapping[str, MetricModel]) -> Playbook:
    fields = contents_of(contents)
    inputs_of = {leak: program.inputs(leak) for leak in contents.leaks}
    used = frozenset[str]().union(*inputs_of.values())
    return Playbook(
        **fields,  # type: ignore[arg-type] # the fields of Contents, as they are
        program=program,
        unit_texts=unit_texts(contents),
        contradiction_formulas={key: prepare(formula.node) for key, formula in formulas.contradictions.items()},
        inputs_of=inputs_of,
        used_by={name: tuple(leak for leak, read in inputs_of.items() if name in read) for name in used},
        metric_models=models,
    )
