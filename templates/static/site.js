// Makes pages nicer; every task works without it.
"use strict";

{
  const summary = document.getElementById("error-summary");
  if (summary) {
    summary.focus();
  }

  for (const button of document.querySelectorAll("button[data-shows]")) {
    const input = document.getElementById(button.dataset.shows);
    const shown = button.textContent;
    button.hidden = false;
    button.addEventListener("click", () => {
      const hide = input.type === "password";
      input.type = hide ? "text" : "password";
      button.textContent = hide ? button.dataset.hide : shown;
    });
  }

  const stay = document.getElementById("stay");
  if (stay) {
    const wait = Number(stay.dataset.minutes) * 60000;
    let timer = setTimeout(() => { stay.hidden = false; }, wait);
    stay.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await fetch(stay.action, { method: "POST", body: new URLSearchParams(new FormData(stay)) });
      if (answer.status === 204) {
        stay.hidden = true;
        clearTimeout(timer);
        timer = setTimeout(() => { stay.hidden = false; }, wait);
      } else {
        location.reload();
      }
    });
  }
}
