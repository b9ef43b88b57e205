/** The classic cases, by the name of their texts: what is another than in a good handshake. */
const CASES = {
  good: {},
  version25: { "Sec-WebSocket-Version": ["25"] },
  subprotocols: { "Sec-WebSocket-Protocol": ["soap, wamp"] },
  missingKey: { "Sec-WebSocket-Key": [] },
  foreignOrigin: { Origin: ["https://elsewhere.example"] },
  strippedConnection: { Connection: ["keep-alive"] },
  windowBits: {
    "Sec-WebSocket-Extensions": [
      "permessage-deflate; server_max_window_bits=10, permessage-deflate; client_max_window_bits",
    ],
  },
  severalLines: { "Sec-WebSocket-Protocol": ["chat.example", "wamp", "soap"] },
};

export const PRESETS = Object.keys(CASES);

/** The lines of a case's fields, for a page of this server. */
export function presetLines(name, { host, origin, key }) {
  const fields = {
    Host: [host],
    Upgrade: ["websocket"],
    Connection: ["Upgrade"],
    "Sec-WebSocket-Key": [key],
    "Sec-WebSocket-Version": ["13"],
    Origin: [origin],
    ...CASES[name],
  };
  return Object.entries(fields).flatMap(([field, values]) => values.map((value) => `${field}: ${value}`));
}

/** A key as RFC 6455 4.1 wants it: 16 random bytes in base64. */
export function freshKey() {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}
