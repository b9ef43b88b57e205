import { explain } from "./attempt.js";

/**
 * Why a try never opened: `{cause, trace}`, the trace only where the server told one. The causes:
 *
 * - `refused`: a rule of the server's said no.
 * - `unspoken`: the server accepted, but speaks no subprotocol that was offered; a browser then gives up by itself.
 * - `garbled`: the server accepted, and its answer did not arrive as it was sent.
 * - `missing`: the server is there, and has never seen the try.
 * - `unanswered`: no server answers.
 * - `unexplained`: the server does not say.
 */
export async function diagnose(attempt, offered) {
  const { trace, missing, unreachable } = await explain(attempt);
  if (unreachable) return { cause: "unanswered" };
  if (missing) return { cause: "missing" };
  if (trace === undefined) return { cause: "unexplained" };
  if (trace.verdict === "refused") return { cause: "refused", trace };
  return { cause: offered && !answersSubprotocol(trace) ? "unspoken" : "garbled", trace };
}

function answersSubprotocol({ answer }) {
  return answer?.fields?.some(({ name }) => name.toLowerCase() === "sec-websocket-protocol") ?? false;
}
