// Before the page is drawn: tells the style sheet that scripts run, so that hidden answers do not flash up.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
