"""The page in plain words that lies in the zip."""

from collections.abc import Sequence
from datetime import datetime
from string import Template
from typing import Final

_PAGE: Final = Template("""\
The data of $company
As it was on $day at $time UTC.

WHAT IS IN WHICH FILE

audits/results.csv
    A table of all results: which audit, when, by whom, with which version of the playbook, and the range of all
    leaks in a year. The number in the column "Audit" is the number in the names of the files below.
audits/audit-1-answers.json
    What was answered last to each question of the first audit, also where it is not finished.
audits/audit-1-result-1.json
    The first result of the first audit in full: the answers, every number that was read, every leak, every fix. With
    the playbook that is named in it, it can be worked out again to the cent.
audits/audit-1-result-1-leaks.csv
    The leaks of that result as a table. Money is for a year.
reports/audit-1-result-1.pdf
    Its PDF, where one was made. It is the same file, byte for byte, that you can download one by one.
agreements/agreement-1.json
    The first agreement: every version with its signatures and the words that were signed, the changes that were asked
    for, and the one-page fix in your own words.
measurements.csv
    Every number that came in. A correction is a line of its own with a higher number in the column "Number"; the
    highest counts. A line without a value takes the one before back. Shares are shares of one: 0.12 is 12 %.
readiness.json
    Who was asked whether the company is ready for a fix, and what they answered.
papers/
    The PDFs of agreements, proofs and one-page fixes that were made.

Times are in UTC, in the form 2026-03-31T09:30:00+00:00. Tables are CSV files that Excel, Numbers and LibreOffice open.
A text in a table that a program might take for a formula has an apostrophe in front.

WHAT IS NOT IN IT

Passwords and keys. Addresses of people, but for that of the owner in an agreement. What the people who advise you
noted for themselves. Whoever wants to know what is stored about them as a person can ask for that by itself.
$left_out""")

_LEFT_OUT: Final = """
These files should be here and are not, because they could not be found as they were made. Please tell us:
"""


def read_me(company: str, as_of: datetime, left_out: Sequence[str]) -> bytes:
    """Return the page. `left_out` are the files that could not be put in."""
    missing = _LEFT_OUT + "".join(f"    {name}\n" for name in left_out) if left_out else ""
    day = f"{as_of.day} {as_of:%B} {as_of.year}"
    page = _PAGE.substitute(company=company, day=day, time=f"{as_of:%H:%M}", left_out=missing)
    return page.replace("\n", "\r\n").encode("utf-8-sig")
