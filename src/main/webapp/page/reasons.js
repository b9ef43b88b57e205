import { LANGUAGE, say } from "./texts.js";
import { CODES, RULES } from "./reasons-zh-hant.js";

/*
 * What the server says of a handshake, in the language of the page. The server speaks English; a code or a rule
 * that this page does not know yet keeps the server's words.
 */

/** What a rule made of what it saw, and why: one sentence. */
export function why(finding, trace) {
  if (LANGUAGE === "en") return finding.detail ?? "";
  const known = ofFinding(finding) ?? sentence(finding, trace);
  return known?.replaceAll(/\{(saw|suggestion)\}/g, (_, name) => finding[name] ?? "") ?? finding.detail ?? "";
}

/** What to change; empty where there is nothing to. */
export function advice({ code, saw = "", suggestion, advice = "" }) {
  if (LANGUAGE === "en") return advice;
  if (suggestion !== undefined) return say("useInstead", { suggestion });
  return ofOrigin(code, saw) ?? ofCode(code)?.advice ?? advice;
}

/** Of an origin that names no server. */
function ofOrigin(code, saw) {
  if (code !== "origin-not-allowed") return undefined;
  if (saw === "null") return CODES[code].adviceOfNull;
  return saw.endsWith("://") ? CODES[code].adviceWithoutHost.replaceAll("{saw}", () => saw) : undefined;
}

/** What a refusal's code means, in a few words. */
export function title({ code, title = code }) {
  return (LANGUAGE === "en" ? undefined : ofCode(code)?.title) ?? title;
}

function sentence({ rule, outcome, saw = "" }, trace) {
  if (outcome === "ignored") return rule === "authentication" ? RULES.notAuthenticated : RULES.ignored;
  if (outcome === "chosen") {
    const value = chosen(rule, trace);
    return value === undefined ? undefined : RULES.chosen.replace("{value}", () => value);
  }
  if (outcome !== "passed") return undefined;
  if (rule === "origin" && saw === "") return RULES.originAbsent;
  if (rule === "connection" && /(^|,)\s*close\s*(,|$)/i.test(saw)) return RULES.connectionClose;
  return Object.hasOwn(RULES.passed, rule) ? RULES.passed[rule] : undefined;
}

function ofFinding({ code, suggestion }) {
  const { why, whySuggested = why } = ofCode(code) ?? {};
  return suggestion === undefined ? why : whySuggested;
}

function ofCode(code) {
  return Object.hasOwn(CODES, code) ? CODES[code] : undefined;
}

function chosen(rule, trace) {
  const name = rule === "subprotocol" ? "sec-websocket-protocol" : "sec-websocket-extensions";
  const fields = trace.answer?.fields ?? [];
  return fields.find((field) => field.name.toLowerCase() === name)?.value;
}
