import { around, element, linkOut, shown } from "./dom.js";
import { decided, folded, isQuiet, list, sent, source, wireLine } from "./findings.js";
import { proof } from "./proof.js";
import { advice, title, why } from "./reasons.js";
import { secondsIn } from "./retryafter.js";
import { LANGUAGE, lengths, named, say, size } from "./texts.js";

/** Which rules speak about which field; all others speak about the request line. */
const RULES_OF = new Map([
  ["host", ["host-served", "host"]],
  [":authority", ["host-served", "host"]],
  ["upgrade", ["upgrade"]],
  [":protocol", ["protocol"]],
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

/**
 * A handshake explained (handshakes-api.md, "A handshake"): the rule that decided comes first, with what it looked at;
 * then what else a rule objected to or chose; what passed is folded. All of it goes in as text; nothing of it can act.
 */
export function conversation(trace) {
  const told = { request: {}, findings: [], ...trace };
  const turns = turnsOf(told);
  const made = element("div", "trace");
  made.dataset.verdict = told.verdict;
  made.append(verdict(told, turns), asked(told, turns), answered(told));
  return made;
}

/** Why a handshake was refused, in one sentence, and what to change; `{why, advice}`. */
export function refusal(trace) {
  const finding = deciding(trace) ?? { ...trace.refusal, rule: "request", outcome: "refused" };
  const seconds = secondsIn(trace);
  const comeBack = ["too-many", "too-many-of-user"].includes(finding.code) ? "closeOrComeBack" : "comeBack";
  const tip = seconds === undefined ? shown(advice(finding)) : say(comeBack, { seconds });
  return { why: shown(lengths(why(finding, trace))), advice: tip };
}

/** The finding that gave the answer; undefined where nothing refused. */
function deciding(trace) {
  return trace.findings?.find((finding) => finding.outcome === "refused");
}

function verdict(trace, turns) {
  const made = element("div", "verdict");
  const outcome = trace.verdict === "refused" ? "refused" : "accepted";
  made.append(element("p", "result", say(`${outcome}Verdict`, { status: shown(String(trace.status)) })));
  if (outcome === "refused" && trace.refusal !== undefined) made.append(...explained(trace, turns));
  if (trace.micros !== undefined) made.append(element("p", "aside", when(trace)));
  return made;
}

function explained(trace, turns) {
  const { code } = trace.refusal;
  const parts = [element("p", "title", shown(title(trace.refusal))), failure(trace, turns)];
  const known = /^[a-z0-9-]{1,64}$/.test(code);
  // A page of the server's own: a path that is named by the trace could lead elsewhere.
  return known ? [...parts, around("p", "more", linkOut(`problems/${code}?lang=${LANGUAGE}`, say("aboutCode", { code })))] : parts;
}

/** What was looked at, why it was refused, and what to change. */
function failure(trace, turns) {
  const finding = deciding(trace) ?? {};
  const told = refusal(trace);
  const reason = around("p", "reason", element("span", "why", told.why), " ", source(finding));
  const made = around("div", "finding", reason, element("p", "advice", told.advice));
  made.dataset.outcome = "refused";
  const turn = turns.find(({ findings }) => findings.includes(finding));
  if (turn === undefined) return made;
  const others = turn.findings.filter((other) => other !== finding);
  return around("div", "failure", sent(turn), made, ...decided(others, trace));
}

function when({ at, micros, handshake = "" }) {
  const time = new Date(at);
  const clock = Number.isNaN(time.getTime()) ? "" : time.toLocaleTimeString(LANGUAGE, { hour12: false });
  return say("decided", { clock, micros: Number(micros).toLocaleString(LANGUAGE), handshake: shown(handshake) });
}

/** What was asked, part by part: `{lines, purpose, findings}`; those without a finding are no turns. */
function turnsOf(trace) {
  const { method = "", target = "", version = "" } = trace.request;
  const left = new Set(trace.findings);
  const heard = groups(trace).map((lines) => ({
    lines: lines.map(written),
    purpose: purpose(lines[0].name),
    findings: take(left, lines[0].name),
  }));
  const line = { lines: [`${method} ${target} ${version}`], purpose: say("requestLinePurpose"), findings: ofLine(left) };
  const absent = [...unsent(left)].map(([name, findings]) => ({
    lines: [say("unsent", { name })],
    purpose: purpose(name),
    findings,
  }));
  return [line, ...heard.filter(({ findings }) => findings.length > 0), ...absent];
}

function asked(trace, turns) {
  const first = trace.refusal === undefined ? undefined : deciding(trace);
  const untold = turns.filter(({ findings }) => !findings.includes(first));
  const loud = untold.filter(({ findings }) => !findings.every(isQuiet));
  const quiet = untold.filter(({ findings }) => findings.every(isQuiet));
  const section = element("section", "asked");
  if (loud.length > 0) section.append(element("h3", "", say(first === undefined ? "asked" : "askedToo")), list(loud, trace));
  const passes = quiet.flatMap(({ findings }) => findings);
  if (passes.length > 0) section.append(...folded(passes, list(quiet, trace)));
  else if (quiet.length > 0) section.append(list(quiet, trace));
  section.append(...unjudged(trace));
  return section;
}

/** The fields that no rule looks at, and what is not shown. */
function unjudged(trace) {
  const { target = "", fields = [], omitted = 0 } = trace.request;
  const rules = new Set(trace.findings.map(({ rule }) => rule));
  const silent = groups(trace).filter(([{ name }]) => !rulesOf(name).some((rule) => rules.has(rule)));
  const notes = [];
  if ([target, ...fields.map((field) => field.value)].some((text) => HIDDEN.test(text))) notes.push(say("hiddenNote"));
  if (omitted > 0) notes.push(say("omitted", { count: omitted }));
  return [...(silent.length > 0 ? [others(silent.flat())] : []), ...notes.map((note) => element("p", "aside", note))];
}

/** The lines that the same rules speak about, together: those of one field, and of fields that a rule compares. */
function groups({ request: { fields = [] } }) {
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
  const found = [...left].filter((finding) => rulesOf(name).includes(finding.rule));
  found.forEach((finding) => left.delete(finding));
  return found;
}

function rulesOf(name) {
  return RULES_OF.get(name.toLowerCase()) ?? [];
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

function purpose(name) {
  return named("purposes", name.toLowerCase()) ?? "";
}

function valueOf(fields = [], name) {
  return fields.find((field) => field.name.toLowerCase() === name)?.value;
}

function numbers({ code, seconds, received, receivedBytes, sent, sentBytes }) {
  const inWords = (value) => Number(value ?? 0).toLocaleString(LANGUAGE, { maximumFractionDigits: 1 });
  const messages = (count, bytes) => say("messagesAndBytes", { count: inWords(count), size: size(Number(bytes ?? 0)) });
  return {
    code: shown(String(code)),
    seconds: inWords(seconds),
    received: messages(received, receivedBytes),
    sent: messages(sent, sentBytes),
  };
}
