import { around, element, linkOut, shown } from "./dom.js";
import { advice, why } from "./reasons.js";
import { lengths, named, say } from "./texts.js";

/* What the rules made of a handshake, as elements: the parts of a trace. */

const SPECIFICATIONS = "https://www.rfc-editor.org/";

export function isQuiet({ outcome }) {
  return outcome === "passed" || outcome === "ignored";
}

/** Findings without an objection, behind a summary that counts them. */
export function folded(findings, content) {
  if (findings.length === 0) return [];
  const passed = findings.filter(({ outcome }) => outcome === "passed").length;
  const ignored = findings.length - passed;
  const text = say(ignored > 0 ? "passesAndIgnored" : "passes", { count: passed, ignored });
  return [around("details", "passes", element("summary", "", text), content)];
}

export function list(turns, trace) {
  return around("ol", "turns", ...turns.map((turn) => turnItem(turn, trace)));
}

function turnItem(turn, trace) {
  const isQuietTurn = turn.findings.every(isQuiet);
  return around("li", "turn", sent(turn), ...(isQuietTurn ? [findingList(turn.findings, trace)] : decided(turn.findings, trace)));
}

/** What rules objected to or chose, and folded what passed beside it. */
export function decided(findings, trace) {
  const loud = findings.filter((finding) => !isQuiet(finding));
  const quiet = findings.filter(isQuiet);
  const shownFirst = loud.length > 0 ? [findingList(loud, trace)] : [];
  return [...shownFirst, ...folded(quiet, findingList(quiet, trace))];
}

export function sent({ lines, purpose }) {
  const made = around("div", "sent", ...lines.map(wireLine));
  if (purpose !== "") made.append(element("p", "purpose", purpose));
  return made;
}

function findingList(findings, trace) {
  return around("ul", "decided", ...findings.map((finding) => verdictOf(finding, trace)));
}

function verdictOf(finding, trace) {
  const { outcome = "" } = finding;
  const inWords = named("outcomes", outcome);
  const made = element("li", "finding");
  made.dataset.outcome = inWords === undefined ? "ignored" : outcome;
  const reason = element("p", "reason");
  // A sentence about a choice says so by itself.
  if (outcome !== "chosen") reason.append(element("strong", "outcome", inWords ?? shown(outcome)), " ");
  reason.append(shown(lengths(why(finding, trace))), " ", source(finding));
  made.append(reason);
  const tip = ["declined", "refused"].includes(outcome) ? advice(finding) : "";
  if (tip !== "") made.append(element("p", "advice", shown(tip)));
  return made;
}

/** The clause, as a link where it leads to a specification. */
export function source({ clause = "", link = "" }) {
  return link.startsWith(SPECIFICATIONS) ? linkOut(link, citation(clause)) : element("span", "clause", citation(clause));
}

/** Where a clause stands, in the language of the page. */
function citation(clause) {
  return shown(clause).replace(/ item (\d+)$/, (_, item) => say("clauseItem", { item }));
}

/** What stood on the wire. */
export function wireLine(text) {
  const made = element("code", "line-sent", shown(lengths(text)));
  made.dir = "ltr";
  return made;
}
