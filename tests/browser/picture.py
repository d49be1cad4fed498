"""`python -m tests.browser.picture`: make the pictures of the README anew, all of an invented company.

plumbline.png: a question and a result on two phones beside two pages of the PDF. console.png: the screen before a call.
proof.png: a proof on two phones, its top and its dollars, beside two pages of its PDF.
"""

import base64
import io
import subprocess
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, Page

from audit.shipped import SHIPPED
from tests.browser.answering import Mouse, answer_all
from tests.browser.chromium import DESKTOP, PHONE, chromium
from tests.browser.companies import answers_of, finished_audit, open_audit
from tests.browser.sites import PLUMBLINE, Site, embedded_site
from tests.browser.staff import lead, staff_page
from tests.servers.folders import short_folder

PICTURES = Path(__file__).parents[2] / "docs" / "images"
PLAYBOOK, COMPANY = "mid_market", "kestrel_heating_and_air"
QUESTION, ANSWER = "missed_calls_per_week", "One or two a day: 6 to 12"
PAGES = (1, 4)
"""Of the PDF: its cover with the total, and the ranked leaks."""
WIDTH, HEIGHT = 1600, 860

HTML = """<!doctype html><style>
body {{ margin: 0; width: {width}px; height: {height}px; background: #e4ebe9; position: relative; overflow: hidden }}
img {{ position: absolute; display: block; box-shadow: 0 10px 30px rgb(18 60 58 / .18), 0 1px 3px rgb(18 60 58 / .25) }}
.phone {{ width: 340px; border: 9px solid #16211f; border-radius: 36px; top: 66px }}
.sheet {{ width: 424px; background: #fff }}
</style>
<img class="phone" src="{question}" style="left: 48px"><img class="phone" src="{result}" style="left: 438px">
<img class="sheet" src="{first}" style="left: 842px; top: 66px">
<img class="sheet" src="{second}" style="left: 1128px; top: 196px">
"""


def phones(site: Site, browser: Browser) -> tuple[bytes, bytes]:
    """A question with its answer, and the result, as a phone shows them."""
    page = browser.new_context(**PHONE).new_page()
    page.goto(site.origin)
    Mouse().press(page, "Start now")
    answer_all(page, Mouse(), answers_of(COMPANY), up_to=QUESTION)
    page.get_by_label(ANSWER).check()
    page.evaluate("document.activeElement.blur()")
    question = page.screenshot(animations="disabled")
    open_audit(site, page, finished_audit(site, COMPANY))
    return question, page.screenshot()


def sheets(folder: Path) -> list[bytes]:
    """The pages of the PDF that show best what it is."""
    example, pdf = SHIPPED / PLAYBOOK / "examples" / f"{COMPANY}.toml", folder / "audit.pdf"
    subprocess.run(
        [*PLUMBLINE, "audit", str(example), "--playbook", PLAYBOOK, "--pdf", str(pdf)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with pypdfium2.PdfDocument(pdf) as document:
        return [_picture(document[number - 1]) for number in PAGES]


def call(site: Site, browser: Browser) -> bytes:
    """The screen before a call, as it stands on a desk."""
    page = browser.new_context(**DESKTOP).new_page()
    staff_page(site, page)
    page.goto(f"{site.origin}/console/leads/{lead(site, 'Kestrel Heating and Air')}")
    return page.screenshot()


def proof(site: Site, browser: Browser) -> tuple[bytes, bytes, bytes, bytes]:
    """The proof of the demo's company that got its money back: two pieces of the page, and two pages of its PDF."""
    loading = [*PLUMBLINE, "demo", "--days", "0"]
    told = subprocess.run(loading, check=True, env=site.environment, capture_output=True, text=True).stdout
    page = browser.new_context(**PHONE, base_url=site.origin).new_page()
    page.goto(told.partition("(reached), good once:")[2].split()[0])
    Mouse().press(page, "Sign in")
    page.get_by_role("link", name="See the proof").click()
    top = page.screenshot(animations="disabled")
    page.locator("#number").evaluate("(heading) => heading.scrollIntoView()")
    chart = page.screenshot(animations="disabled")
    Mouse().press(page, "Make a PDF of this proof")
    link = page.get_by_role("link", name="Download")
    link.wait_for(timeout=60_000)
    with page.expect_download() as download:
        link.click()
    with pypdfium2.PdfDocument(download.value.path()) as document:
        return top, chart, _picture(document[0]), _picture(document[1])


def compose(page: Page, question: bytes, result: bytes, first: bytes, second: bytes) -> bytes:
    """The one picture of the four."""
    pictures = {"question": question, "result": result, "first": first, "second": second}
    sources = {name: f"data:image/png;base64,{base64.b64encode(png).decode()}" for name, png in pictures.items()}
    page.set_content(HTML.format(width=WIDTH, height=HEIGHT, **sources))
    return page.screenshot()


def _picture(page: pypdfium2.PdfPage) -> bytes:
    written = io.BytesIO()
    page.render(scale=2).to_pil().save(written, "PNG")
    return written.getvalue()


if __name__ == "__main__":
    with embedded_site() as site, chromium() as browser, short_folder("picture") as folder:
        canvas = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        (PICTURES / "plumbline.png").write_bytes(compose(canvas, *phones(site, browser), *sheets(folder)))
        (PICTURES / "console.png").write_bytes(call(site, browser))
        (PICTURES / "proof.png").write_bytes(compose(canvas, *proof(site, browser)))
