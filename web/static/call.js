// Asks how far the PDF is, so that a sales rep need not load the page anew in the middle of typing a note.
"use strict";
(() => {
  const place = document.querySelector("[data-report]");
  if (!place) return;
  const words = place.querySelector("[data-words]");
  const say = (now) => {
    if (now.download) {
      const link = document.createElement("a");
      link.href = now.download;
      link.textContent = "Download the PDF";
      words.replaceChildren(link, ` ${now.size}`);
    } else if (words.textContent !== `It ${now.words}.`) {
      words.textContent = `It ${now.words}.`;
    }
  };
  let asked = 0;
  const ask = async () => {
    let again = true;
    try {
      const answer = await fetch(place.dataset.report, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      say(now);
      again = now.on_its_way;
    } catch {
      words.textContent = "We cannot reach the server at the moment; we keep asking.";
    }
    asked += 1;
    if (again) setTimeout(ask, asked < 30 ? 1500 : 6000);
  };
  setTimeout(ask, 1500);
})();
