// Node's http2 with a small echo of WebSockets (RFC 8441); ends with the process that started it.
const http2 = require('node:http2');

const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const PROTOCOL_ERROR = Buffer.from([3, 0xea]);
const SPOKEN = ['soap', 'wamp'];

function frame(opcode, payload) {
  const length =
    payload.length < 126
      ? Buffer.from([0x80 | opcode, payload.length])
      : Buffer.from([0x80 | opcode, 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([length, payload]);
}

/** Returns the first frame and what follows it, or nothing as long as it is not whole. */
function read(octets) {
  if (octets.length < 6) return undefined;
  const wide = (octets[1] & 0x7f) === 126 ? 2 : 0;
  if ((octets[1] & 0x7f) === 127 || octets.length < 6 + wide) return undefined;
  const size = wide ? octets.readUInt16BE(2) : octets[1] & 0x7f;
  const start = 6 + wide;
  if ((octets[1] & 0x80) !== 0 && octets.length < start + size) return undefined;
  const mask = octets.subarray(start - 4, start);
  return {
    last: (octets[0] & 0x80) !== 0,
    reserved: octets[0] & 0x70,
    opcode: octets[0] & 0xf,
    masked: (octets[1] & 0x80) !== 0,
    payload: Buffer.from(octets.subarray(start, start + size)).map((octet, i) => octet ^ mask[i % 4]),
    rest: octets.subarray(start + size),
  };
}

function converse(stream) {
  let pending = Buffer.alloc(0);
  let message = [];
  let open = true;
  const end = (payload) => {
    open = false;
    stream.end(frame(CLOSE, payload));
  };
  const take = ({ last, reserved, opcode, masked, payload }) => {
    if (!masked || reserved || ![0, TEXT, BINARY, CLOSE, PING, PONG].includes(opcode)) {
      end(PROTOCOL_ERROR);
    } else if (opcode === CLOSE) {
      end(payload);
    } else if (opcode === PING) {
      stream.write(frame(PONG, payload));
    } else if (opcode < CLOSE) {
      message.push(payload);
      if (last) {
        stream.write(frame(TEXT, Buffer.concat(message)));
        message = [];
      }
    }
  };
  stream.on('data', (data) => {
    pending = Buffer.concat([pending, data]);
    for (let next = read(pending); open && next; next = read(pending)) {
      pending = next.rest;
      take(next);
    }
  });
  stream.on('end', () => stream.end());
}

function refusal(headers) {
  if (headers[':protocol'] !== 'websocket') return { ':status': 501 };
  if (headers[':path'] !== '/echo') return { ':status': 404 };
  if (headers['sec-websocket-version'] !== '13') {
    return { ':status': 400, 'sec-websocket-version': '13' };
  }
  return undefined;
}

const server = http2.createServer({ settings: { enableConnectProtocol: true } });
server.on('stream', (stream, headers) => {
  stream.on('error', () => {});
  const refused = headers[':method'] === 'CONNECT' ? refusal(headers) : { ':status': 404 };
  if (refused) {
    stream.respond(refused, { endStream: true });
    return;
  }
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
  const chosen = offered.find((each) => SPOKEN.includes(each));
  stream.respond({ ':status': 200, ...(chosen && { 'sec-websocket-protocol': chosen }) });
  converse(stream);
});
server.on('sessionError', () => {});
server.listen(0, 'localhost', () => console.log(`ready at ${server.address().port}`));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
