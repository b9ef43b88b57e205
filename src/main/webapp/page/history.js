/** Seconds that are kept for the plots. */
export const KEPT = 300;
/** Seconds between two answers beyond which nothing is said about the time between them. */
const GAP = 15;

/** The numbers of the last minutes, from one answer of the server to the next. */
export class History {
  #last;
  #samples = [];
  #offsets = new Map();

  /** Takes an answer. Returns what it says with the one before, as numbers a second; undefined of what is not known. */
  take(state) {
    const before = this.#last?.started === state.started ? this.#last : undefined;
    if (before === undefined) this.#samples = [];
    const seconds = before === undefined ? 0 : state.uptime - before.uptime;
    const isKnown = seconds > 0 && seconds <= GAP;
    const rate = (name) => (isKnown ? Math.max(0, state[name] - before[name]) / seconds : undefined);
    const delays = isKnown ? difference(state.delays, before.delays) : [];
    if (seconds > GAP) this.#samples.push({ at: before.uptime });
    const sample = {
      at: state.uptime,
      connections: state.connections,
      members: state.members,
      messages: rate("messages"),
      deliveries: rate("deliveries"),
      median: quantile(delays, 0.5),
      slowest: quantile(delays, 0.99),
    };
    this.#samples.push(sample);
    this.#samples = this.#samples.filter(({ at }) => at >= state.uptime - KEPT);
    this.#last = state;
    return sample;
  }

  get samples() {
    return this.#samples;
  }

  /** Messages a second of a room, by the positions of two answers; undefined where they are of two logs. */
  rateOf({ name, position }, uptime) {
    const now = { ...parsed(position), uptime };
    const before = this.#offsets.get(name);
    if (before?.uptime !== uptime) this.#offsets.set(name, now);
    const seconds = uptime - (before?.uptime ?? uptime);
    const isKnown = before !== undefined && before.epoch === now.epoch && seconds > 0 && seconds <= GAP;
    return isKnown ? Math.max(0, now.offset - before.offset) / seconds : undefined;
  }

  /** Forgets the rooms that are no longer listed. */
  keepOnly(names) {
    for (const name of this.#offsets.keys()) if (!names.has(name)) this.#offsets.delete(name);
  }
}

/** A position of the form `epoch:offset`. */
export function parsed(position = "") {
  const at = position.lastIndexOf(":");
  return { epoch: position.slice(0, at), offset: Number(position.slice(at + 1)) };
}

/** The delays between two answers, as pairs of an upper bound in microseconds and a count, ascending. */
function difference(now = {}, before = {}) {
  return Object.entries(now)
    .map(([bound, count]) => [Number(bound), count - (before[bound] ?? 0)])
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => a - b);
}

/** An upper bound of the part of the delays, in milliseconds; undefined where there are none. */
function quantile(delays, part) {
  let left = Math.ceil(delays.reduce((all, [, count]) => all + count, 0) * part);
  for (const [bound, count] of delays) {
    left -= count;
    if (left <= 0) return bound / 1_000;
  }
  return undefined;
}
