// Starts the Design System's behaviour. Every page works without it.
import { initAll } from "./govuk/govuk-frontend.min.js";

initAll();

for (const button of document.querySelectorAll("[data-gt-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
