// Asks how far the PDF is, opens what is folded up where a link leads, and says the time zone along with the form. Without it both pages work as well.
"use strict";
(() => {
  // A link to a leak opens it; one to a number opens the list that it is in.
  const openTarget = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const folded = target && target.closest("details:not([open])");
    if (!folded) return;
    folded.open = true;
    if (folded !== target) target.scrollIntoView();
  };
  window.addEventListener("hashchange", openTarget);
  openTarget();

  // Whoever calls back should not do so at night.
  const zone = document.querySelector("[data-time-zone]");
  if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";

  const progress = document.querySelector("[data-progress]");
  if (!progress) return;
  const sentence = progress.querySelector("[data-sentence]");
  const bar = progress.querySelector("[data-bar]");
  const percent = progress.querySelector("[data-percent]");
  const mail = progress.querySelector("[data-mail]");
  const say = (element, words) => {
    // Screen readers read a status out whenever it changes, so it only changes when it says something new.
    if (element && words && element.textContent !== words) element.textContent = words;
  };
  const localTime = (when) => new Date(when).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  let asked = 0;

  const show = (now) => {
    if (now.settled) {
      location.reload();
      return;
    }
    say(sentence, now.again_at ? now.sentence.replace(/ at \d\d:\d\d UTC/, ` at ${localTime(now.again_at)}`) : now.sentence);
    say(mail, now.mail);
    bar.value = now.percent;
    percent.textContent = now.state === "working" ? `${now.percent} %` : "";
    wait();
  };
  const wait = () => {
    asked += 1;
    setTimeout(ask, asked < 60 ? 1000 : 5000);
  };
  const ask = async () => {
    try {
      const answer = await fetch(progress.dataset.progress, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.json());
    } catch {
      say(sentence, "We cannot reach the server at the moment. Your PDF is still being made; we keep asking.");
      wait();
    }
  };
  wait();
})();
