// Starts the Design System's behaviour. Every page works without it.
import { initAll } from "./govuk/govuk-frontend.min.js";

initAll();

// ARIA 1.2 does not allow aria-expanded on a radio. The revealed question follows its answer, so nothing is lost without it.
const tidyRadios = () => {
  for (const radio of document.querySelectorAll(".govuk-radios__input[aria-expanded]")) {
    radio.removeAttribute("aria-expanded");
  }
};
tidyRadios();
document.addEventListener("click", tidyRadios);
window.addEventListener("pageshow", tidyRadios);

for (const button of document.querySelectorAll("[data-gt-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
