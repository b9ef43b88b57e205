import { explain } from "./attempt.js";
import { secondsIn } from "./retryafter.js";

/** Refusals of an address or of who asks: the same again is refused again. */
const FINAL_STATUS = [401, 404];

/**
 * Why a try never opened: `{cause, trace, after, isFinal}`; the trace only where the server told one, `after` only where it
 * said in how many seconds to come back, `isFinal` where it makes no sense to come back at all. The causes:
 *
 * - `refused`: a rule of the server's said no.
 * - `unspoken`: the server accepted, but speaks no subprotocol that was offered; a browser then gives up by itself.
 * - `garbled`: the server accepted, and its answer did not arrive as it was sent.
 * - `missing`: the server is there, and has never seen the try.
 * - `unanswered`: no server answers.
 * - `busy`: the server, or a proxy before it, answers nothing before `after`.
 * - `unexplained`: the server does not say.
 */
export async function diagnose(attempt, offered) {
  const { trace, missing, unreachable, after } = await explain(attempt);
  if (unreachable) return { cause: "unanswered" };
  if (missing) return { cause: "missing" };
  if (after !== undefined) return { cause: "busy", after };
  if (trace === undefined) return { cause: "unexplained" };
  if (trace.verdict === "refused") {
    return { cause: "refused", trace, after: secondsIn(trace), isFinal: FINAL_STATUS.includes(trace.status) };
  }
  return { cause: offered && !answersSubprotocol(trace) ? "unspoken" : "garbled", trace };
}

function answersSubprotocol({ answer }) {
  return answer?.fields?.some(({ name }) => name.toLowerCase() === "sec-websocket-protocol") ?? false;
}
