// The console works without it; this only makes it smoother.

// Passwords: a button that shows what is typed, beside every password field.
(() => {
  document.querySelectorAll("input[type=password]").forEach((field) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.textContent = "Show the password";
    button.setAttribute("aria-controls", field.id);
    button.addEventListener("click", () => {
      const shown = field.type === "text";
      field.type = shown ? "password" : "text";
      button.textContent = shown ? "Show the password" : "Hide the password";
      field.focus();
    });
    field.after(button);
    // Sent hidden again, so that the browser does not keep it among the words typed before.
    field.form?.addEventListener("submit", () => { field.type = "password"; });
  });
})();

// Queue: one tick for all rows, and how many are ticked.
(() => {
  const form = document.querySelector("[data-picking]");
  const all = form?.querySelector("[data-pick-all]");
  if (!all) return;
  const boxes = [...form.querySelectorAll("[data-pick]")];
  const picked = form.querySelector("[data-picked]");
  const show = () => {
    const count = boxes.filter((box) => box.checked).length;
    all.checked = count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
    picked.textContent = count ? `${count} ticked` : "";
  };
  all.addEventListener("change", () => {
    boxes.forEach((box) => { box.checked = all.checked; });
    show();
  });
  boxes.forEach((box) => box.addEventListener("change", show));
  if (all.checked) boxes.forEach((box) => { box.checked = true; });
  show();
})();

// Exports: how far each list is; the page is loaded anew when one is ready or has failed.
(() => {
  const table = document.querySelector("[data-exports]");
  if (!table) return;
  const show = (lists) => {
    let changed = false;
    table.querySelectorAll("[data-export]").forEach((row) => {
      const now = lists[row.dataset.export];
      const bar = row.querySelector("[data-bar]");
      if (!now || !bar) return;
      const settled = ["ready", "gone", "failed"].includes(now.state);
      changed = changed || settled;
      bar.value = now.percent;
      const sentence = row.querySelector("[data-sentence]");
      if (sentence.textContent !== now.sentence) sentence.textContent = now.sentence;
    });
    if (changed) location.reload();
    else wait();
  };
  const wait = () => setTimeout(ask, 1500);
  const ask = async () => {
    try {
      const answer = await fetch(table.dataset.exports, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.json());
    } catch {
      wait();
    }
  };
  wait();
})();
