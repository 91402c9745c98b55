// Every page works without this file. It adds comfort: counting characters, opening a follow-up question, moving the
// focus to an error, choosing a place, leaving at once, printing and copying a receipt, working out what keeps scripts out.
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";

import { offerCopying, offerPrinting } from "./receipt.js";
import { chooseByNumber } from "./keys.js";
import { fillFromTiles, offerPosition } from "./place.js";
import { revealFollowUps } from "./reveal.js";
import { watchForLeaving } from "./leave.js";
import { workForTickets } from "./work.js";

// Marks that scripts run; the content security policy forbids the usual inline script for it.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

const components = [Button, CharacterCount, ErrorSummary, NotificationBanner];

function start(scope) {
  for (const Component of components) {
    const name = Component.moduleName;
    const found = [...scope.querySelectorAll(`[data-module~="${name}"]:not([data-${name}-init])`)];
    for (const element of found) new Component(element);
  }
  revealFollowUps(scope);
  fillFromTiles(scope);
  offerPosition(scope);
  offerPrinting(scope);
  offerCopying(scope);
  workForTickets(scope);
  chooseByNumber(scope);
}

start(document);
watchForLeaving();
// What htmx swaps in is a piece of page like any other.
document.addEventListener("htmx:after:swap", () => start(document));
