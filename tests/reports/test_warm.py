"""A parent warms up, its children render."""

import hashlib
import json
import subprocess
import sys

FORKED = """
import gc, hashlib, json, os, sys
from reports.render import render_pdf, report_fonts
from reports.warm import warm_up
from tests.reports import sample_audits
from tests.reports.conftest import AUDIT_JSON
from reports.brand import ReportBrand

brand = ReportBrand("Northgate Partners", None, "", "#123c3a", "#b4491f", "hello@northgate.example")

def digest():
    return hashlib.sha256(render_pdf(sample_audits.full_audit(), brand, AUDIT_JSON)).hexdigest()

def child():
    reading, writing = os.pipe()
    if not os.fork():
        os.write(writing, digest().encode())
        fonts = report_fonts()
        report_fonts.cache_clear()
        fonts.__del__()  # as at an orderly end
        os._exit(0)
    os.close(writing)
    os.wait()
    return os.read(reading, 100).decode()

warm_up()
gc.collect()
gc.freeze()
print(json.dumps([child(), child(), digest()]))
"""


def test_children_of_a_warm_parent_write_the_same_bytes_and_leave_its_fonts(full_pdf):
    done = subprocess.run([sys.executable, "-c", FORKED], capture_output=True, check=True, text=True)
    digests = json.loads(done.stdout)
    assert digests == [hashlib.sha256(full_pdf.data).hexdigest()] * 3
    assert done.stderr == ""
