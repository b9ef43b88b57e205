import { acceptance, GUID } from "./accept.js";
import { around, element, linkOut, shown } from "./dom.js";
import { secondsIn } from "./retryafter.js";
import { advice, title, why } from "./reasons.js";
import { LANGUAGE, lengths, named, say } from "./texts.js";

/** Which rules speak about which field; all others speak about the request line. */
const RULES_OF = new Map([
  ["host", ["host-served", "host"]],
  ["upgrade", ["upgrade"]],
  ["connection", ["connection"]],
  ["sec-websocket-key", ["key"]],
  ["sec-websocket-version", ["version"]],
  ["origin", ["origin"]],
  ["sec-websocket-protocol", ["subprotocols", "subprotocol"]],
  ["sec-websocket-extensions", ["extensions", "extension"]],
  ["content-length", ["content"]],
  ["transfer-encoding", ["content"]],
]);
const HIDDEN = /\(\d+ characters?\)/;
const SPECIFICATIONS = "https://www.rfc-editor.org/";

/**
 * A handshake explained (handshakes-api.md, "A handshake") as a conversation: what was asked, field by field, what each
 * rule made of it, what was answered. All of it goes in as text; nothing of it can act.
 */
export function conversation(trace) {
  const told = { request: {}, findings: [], ...trace };
  const made = element("div", "trace");
  made.dataset.verdict = told.verdict;
  made.append(verdict(told), asked(told), answered(told));
  return made;
}

/** Why a handshake was refused, in one sentence, and what to change; `{why, advice}`. */
export function refusal(trace) {
  const refused = trace.findings?.find((finding) => finding.outcome === "refused");
  const finding = refused ?? { ...trace.refusal, rule: "request", outcome: "refused" };
  const seconds = secondsIn(trace);
  const comeBack = finding.code === "too-many" ? "closeOrComeBack" : "comeBack";
  const tip = seconds === undefined ? shown(advice(finding)) : say(comeBack, { seconds });
  return { why: shown(lengths(why(finding, trace))), advice: tip };
}

function verdict(trace) {
  const made = element("div", "verdict");
  const outcome = trace.verdict === "refused" ? "refused" : "accepted";
  made.append(element("p", "result", say(`${outcome}Verdict`, { status: shown(String(trace.status)) })));
  if (outcome === "refused" && trace.refusal !== undefined) made.append(...explained(trace));
  if (trace.micros !== undefined) made.append(element("p", "aside", when(trace)));
  return made;
}

function explained(trace) {
  const { code } = trace.refusal;
  const reason = refusal(trace);
  const parts = [
    element("p", "title", shown(title(trace.refusal))),
    element("p", "why", reason.why),
    element("p", "advice", reason.advice),
  ];
  const known = /^[a-z0-9-]{1,64}$/.test(code);
  // A page of the server's own: a path that is named by the trace could lead elsewhere.
  return known ? [...parts, around("p", "more", linkOut(`problems/${code}?lang=${LANGUAGE}`, say("aboutCode", { code })))] : parts;
}

function when({ at, micros, handshake = "" }) {
  const time = new Date(at);
  const clock = Number.isNaN(time.getTime()) ? "" : time.toLocaleTimeString(LANGUAGE, { hour12: false });
  return say("decided", { clock, micros: Number(micros).toLocaleString(LANGUAGE), handshake: shown(handshake) });
}

function asked(trace) {
  const { method = "", target = "", version = "", fields = [], omitted = 0 } = trace.request;
  const turns = element("ol", "turns");
  const left = new Set(trace.findings);
  const heard = judgedTogether(fields).map((lines) => ({ lines, findings: take(left, lines[0].name) }));
  turns.append(turn([`${method} ${target} ${version}`], say("requestLinePurpose"), ofLine(left), trace));
  for (const { lines, findings } of heard.filter((h) => h.findings.length > 0)) {
    turns.append(turn(lines.map(written), purpose(lines[0].name), findings, trace));
  }
  for (const [name, findings] of unsent(left)) turns.append(turn([say("unsent", { name })], purpose(name), findings, trace));
  const section = around("section", "asked", element("h3", "", say("asked")), turns);
  const silent = heard.filter((h) => h.findings.length === 0).flatMap((h) => h.lines);
  if (silent.length > 0) section.append(others(silent));
  if ([target, ...fields.map((field) => field.value)].some((text) => HIDDEN.test(text))) section.append(element("p", "aside", say("hiddenNote")));
  if (omitted > 0) section.append(element("p", "aside", say("omitted", { count: omitted })));
  return section;
}

/** The lines that the same rules speak about, together: those of one field, and of fields that a rule compares. */
function judgedTogether(fields) {
  const groups = new Map();
  for (const field of fields) {
    const name = field.name.toLowerCase();
    const rules = RULES_OF.get(name);
    const key = rules === undefined ? name : `: ${rules}`;
    groups.set(key, [...(groups.get(key) ?? []), field]);
  }
  return [...groups.values()];
}

/** The findings about a field. */
function take(left, name) {
  const rules = RULES_OF.get(name.toLowerCase()) ?? [];
  const found = [...left].filter((finding) => rules.includes(finding.rule));
  found.forEach((finding) => left.delete(finding));
  return found;
}

function ofLine(left) {
  const ofFields = new Set([...RULES_OF.values()].flat());
  ofFields.delete("content");
  const found = [...left].filter((finding) => !ofFields.has(finding.rule));
  found.forEach((finding) => left.delete(finding));
  return found;
}

/** Findings about fields that were not sent, by the field's name as it is usually written. */
function unsent(left) {
  const byName = new Map();
  for (const finding of left) {
    const [name] = [...RULES_OF].find(([, rules]) => rules.includes(finding.rule));
    const written = name.replace(/(^|-)([a-z])/g, (_, dash, c) => dash + c.toUpperCase()).replace("Websocket", "WebSocket");
    byName.set(written, [...(byName.get(written) ?? []), finding]);
  }
  return byName;
}

function turn(lines, purpose, findings, trace) {
  const sent = around("div", "sent", ...lines.map(wireLine));
  if (purpose !== "") sent.append(element("p", "purpose", purpose));
  const decided = element("ul", "decided");
  decided.append(...findings.map((finding) => verdictOf(finding, trace)));
  return around("li", "turn", sent, decided);
}

function verdictOf(finding, trace) {
  const { outcome = "", clause = "", link = "" } = finding;
  const inWords = named("outcomes", outcome);
  const made = element("li", "finding");
  made.dataset.outcome = inWords === undefined ? "ignored" : outcome;
  const reason = element("p", "reason");
  // A sentence about a choice says so by itself.
  if (outcome !== "chosen") reason.append(element("strong", "outcome", inWords ?? shown(outcome)), " ");
  reason.append(shown(lengths(why(finding, trace))), " ");
  reason.append(link.startsWith(SPECIFICATIONS) ? linkOut(link, citation(clause)) : element("span", "clause", citation(clause)));
  made.append(reason);
  // What decided has its advice at the top.
  const isDeciding = outcome === "refused" && finding.code === trace.refusal?.code;
  const tip = ["declined", "refused"].includes(outcome) && !isDeciding ? advice(finding) : "";
  if (tip !== "") made.append(element("p", "advice", shown(tip)));
  return made;
}

function others(fields) {
  const list = around("details", "others", element("summary", "", say("otherFields", { count: fields.length })));
  list.append(...fields.map((field) => fieldLine(field)));
  return list;
}

function fieldLine(field) {
  return wireLine(written(field));
}

function written({ name, value = "" }) {
  return `${name}: ${value}`;
}

/** What stood on the wire. */
function wireLine(text) {
  const made = element("code", "line-sent", shown(lengths(text)));
  made.dir = "ltr";
  return made;
}

function answered(trace) {
  const { status = trace.status, fields = [] } = trace.answer ?? {};
  const section = around("section", "answered", element("h3", "", say("answered")));
  section.append(wireLine(`${trace.request.version ?? "HTTP/1.1"} ${status}`), ...fields.map(fieldLine));
  const key = valueOf(trace.request.fields, "sec-websocket-key");
  const accept = valueOf(fields, "sec-websocket-accept");
  if (key !== undefined && accept !== undefined) section.append(proof(key, accept));
  if (trace.ending !== undefined) section.append(element("p", "aside", say("ending", numbers(trace.ending))));
  return section;
}

/** The computation of the accept value, which this page does itself. */
function proof(key, accept) {
  const steps = element("ol", "steps");
  const made = around("div", "proof", element("h4", "", say("proof")), steps);
  acceptance(key).then((own) => {
    const rows = [
      ["stepJoin", `${key} + ${GUID}`],
      ["stepHash", own.hash],
      ["stepEncode", own.accept],
    ];
    steps.append(...rows.map(([name, value]) => around("li", "", element("span", "", say(name)), wireLine(value))));
    const fits = own.accept === accept;
    const result = element("p", "fit", say(fits ? "acceptFits" : "acceptDiffers", { accept: shown(accept) }));
    result.dataset.outcome = fits ? "passed" : "refused";
    made.append(result);
  });
  return made;
}

/** Where a clause stands, in the language of the page. */
function citation(clause) {
  return shown(clause).replace(/ item (\d+)$/, (_, item) => say("clauseItem", { item }));
}

function purpose(name) {
  return named("purposes", name.toLowerCase()) ?? "";
}

function valueOf(fields = [], name) {
  return fields.find((field) => field.name.toLowerCase() === name)?.value;
}

function numbers({ code, seconds, received, sent }) {
  const inWords = (value) => Number(value ?? 0).toLocaleString(LANGUAGE, { maximumFractionDigits: 1 });
  return { code: shown(String(code)), seconds: inWords(seconds), received: inWords(received), sent: inWords(sent) };
}
