/** A field that curl can send: a token, a colon, and what a shell's word can hold (RFC 9110 5.1). */
const FIELD = /^([\w!#$%&'*+.^`|~-]+):[\t ]*([\t -~]*)$/;
/** What curl adds by itself. */
const OWN = ["host", "user-agent", "accept"];
const VERSIONS = { "HTTP/1.1": "--http1.1", "HTTP/1.0": "--http1.0" };

/**
 * An order of the lab as a command line for a POSIX shell: `{command, left}`, the second what curl cannot send: lines
 * that are no fields, a second Host, another version.
 *
 * @param base of the server, without a slash at its end
 */
export function curl({ method, path, version, fields }, base) {
  const left = [];
  const headers = fields.flatMap((line, i) => {
    const field = usable(line, fields.slice(0, i));
    if (field === undefined) left.push(line);
    return field === undefined ? [] : [field];
  });
  if (!Object.hasOwn(VERSIONS, version)) left.push(version);
  const names = headers.map((field) => field.replace(/[:;].*/, "").toLowerCase());
  const parts = [
    // An upgraded connection stays open until the time is over.
    `curl --include --no-buffer --silent --show-error --globoff --path-as-is --max-time 5 ${VERSIONS[version] ?? ""}`.trim(),
    method === "HEAD" ? "--head" : `--request ${quoted(method)}`,
    ...OWN.filter((name) => !names.includes(name)).map((name) => `--header ${quoted(`${name}:`)}`),
    ...headers.map((field) => `--header ${quoted(field)}`),
    quoted(base + path),
  ];
  return { command: parts.join(" \\\n  "), left };
}

/** A field as curl wants it; undefined where it cannot be sent. */
function usable(line, before) {
  const [, name, value] = FIELD.exec(line) ?? [];
  if (name === undefined) return undefined;
  const isSecondHost = name.toLowerCase() === "host" && before.some((other) => /^host:/i.test(other));
  if (isSecondHost) return undefined;
  // With a colon and no value curl would drop the field.
  return value.trim() === "" ? `${name};` : line;
}

/** One word of a POSIX shell, whatever is in it. */
export function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
