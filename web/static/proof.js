// Shows the server that a person's browser is asking: a little arithmetic, done here, instead of a question.
// The browser looks for the counter whose key begins as the server's does (ALTCHA's proof of work, version 2).
// crypto.subtle works outside the page's own thread, so the page stays quick. Without it the question stays.
"use strict";
(() => {
  const AT_ONCE = 8;

  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

  const derive = async (parameters, counter) => {
    const nonce = bytes(parameters.nonce);
    const password = new Uint8Array(nonce.length + 4);
    password.set(nonce);
    new DataView(password.buffer).setUint32(nonce.length, counter);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(parameters.salt), iterations: parameters.cost };
    return hex(await crypto.subtle.deriveBits(how, key, parameters.keyLength * 8));
  };

  const solve = async (challenge) => {
    for (let first = 0; ; first += AT_ONCE) {
      const counters = Array.from({ length: AT_ONCE }, (_, place) => first + place);
      const keys = await Promise.all(counters.map((counter) => derive(challenge.parameters, counter)));
      const found = keys.findIndex((key) => key.startsWith(challenge.parameters.keyPrefix));
      if (found >= 0) {
        return btoa(JSON.stringify({ challenge, solution: { counter: counters[found], derivedKey: keys[found] } }));
      }
    }
  };

  const prepare = (box) => {
    const form = box.closest("form");
    const question = box.querySelector("[data-proof-question]");
    const status = box.querySelector("[data-proof-status]");
    const answer = form.elements.proof_work;
    let working;

    const ask = () => { question.hidden = false; status.textContent = ""; };
    const work = () => {
      working ||= solve(JSON.parse(box.dataset.proof)).then((solution) => { answer.value = solution; }, ask);
      return working;
    };

    question.hidden = true;
    form.addEventListener("focusin", work, { once: true });
    new IntersectionObserver((seen, observer) => {
      if (seen.some((entry) => entry.isIntersecting)) { observer.disconnect(); work(); }
    }).observe(form);

    // Sent before the work is done: wait for it, then send. A question that is shown is answered by the person.
    form.addEventListener("submit", (event) => {
      if (answer.value || !question.hidden) return;
      event.preventDefault();
      event.stopPropagation();
      status.textContent = "One moment…";
      work().then(() => { if (answer.value) { status.textContent = ""; form.requestSubmit(event.submitter); } });
    });
  };

  if (window.isSecureContext && window.crypto && crypto.subtle) {
    document.querySelectorAll("[data-proof]").forEach(prepare);
  }
})();
