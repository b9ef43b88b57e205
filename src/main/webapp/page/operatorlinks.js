/* Shows the links to the operator's pages where these are on for this visitor; elsewhere they would lead nowhere. */
async function showLinks() {
  try {
    const answer = await fetch(new URL("operator-access", document.baseURI), { cache: "no-store" });
    const { on } = await answer.json();
    for (const link of document.querySelectorAll("[data-operator]")) link.hidden = on !== true;
  } catch {
    // Without an answer they stay hidden.
  }
}

showLinks();
