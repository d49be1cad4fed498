// Makes smoother what works without it: every page does its work with plain links and forms.
"use strict";
(() => {
  const all = (selector, where = document) => Array.from(where.querySelectorAll(selector));

  // Bits that only make sense with JavaScript are hidden in the page.
  all("[data-js]").forEach((element) => { element.hidden = false; });

  // A page that answers a form is a step in the history too: coming back to it, or loading it anew, asks for the page
  // and does not send the form again.
  history.replaceState(null, "", location.href);

  // What is wrong is read out first; its links put the cursor into the field.
  const summary = document.querySelector("[data-focus]");
  if (summary) {
    summary.focus();
    summary.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      const field = link && document.getElementById(link.hash.slice(1));
      if (!field) return;
      event.preventDefault();
      field.focus({ preventScroll: true });
      (field.closest("fieldset, .field") || field).scrollIntoView();
    });
  }

  // A second press of a button sends nothing; a page that comes back with Back can be sent again.
  const release = (form) => {
    delete form.dataset.sent;
    all("[aria-disabled]", form).forEach((button) => button.removeAttribute("aria-disabled"));
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    all("button[type=submit]", form).forEach((button) => button.setAttribute("aria-disabled", "true"));
    // A network that fails leaves the page as it is: let go after a while.
    setTimeout(() => release(form), 10000);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) all("form").forEach(release);
  });

  // "None of these" and "I'm not sure" stand alone: ticking one clears the rest, and the other way round.
  all("input[data-alone]").forEach((alone) => {
    const group = alone.closest("fieldset");
    const boxes = all("input[type=checkbox]", group).filter((box) => box !== alone);
    const typed = group.querySelector("input[type=text]");
    let before = "";
    alone.addEventListener("change", () => {
      if (alone.checked) {
        boxes.forEach((box) => { box.checked = false; });
        if (typed) { before = typed.value; typed.value = ""; }
      } else if (typed && !typed.value) {
        typed.value = before;
      }
    });
    boxes.forEach((box) => box.addEventListener("change", () => { if (box.checked) alone.checked = false; }));
    if (typed) typed.addEventListener("input", () => { if (typed.value) alone.checked = false; });
  });

  // Copy a link, and say so.
  all("button[data-copy]").forEach((button) => {
    const source = document.querySelector(button.dataset.copy);
    const says = document.querySelector("[data-copied]");
    if (!source) return;
    button.addEventListener("click", async () => {
      const text = source.textContent.trim();
      let done = true;
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        // No clipboard without https: mark the link, so that it can be copied by hand.
        window.getSelection().selectAllChildren(source);
        done = document.execCommand("copy");
      }
      if (says) says.textContent = done ? "Copied." : "The link is marked; copy it from there.";
    });
  });
})();
