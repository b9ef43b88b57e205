// Makes the keys of an issuer, and tokens with npm jose: one line of JSON each, with its name and the
// code of the refusal, or "ok". Usage: node make.mjs FOLDER_OF_JOSE OUTPUT_FOLDER
import { writeFileSync } from 'node:fs';
import { createHmac, generateKeyPairSync, sign as rawSign, constants } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { pathToFileURL } from 'node:url';

const [jose, out] = process.argv.slice(2);
const { SignJWT, CompactSign, CompactEncrypt, UnsecuredJWT, exportJWK } = await import(
  pathToFileURL(jose + '/dist/webapi/index.js'));

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ec384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const ed = generateKeyPairSync('ed25519');
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
const thief = generateKeyPairSync('rsa', { modulusLength: 2048 });
const thiefEc = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const pem = (key) => key.export({ type: 'spki', format: 'pem' });
const jwk = async (key, more) => ({ ...(await exportJWK(key)), ...more });
const keys = {
  keys: [
    await jwk(rsa.publicKey, { kid: 'r1', use: 'sig' }),
    await jwk(ec.publicKey, { kid: 'e1', use: 'sig', alg: 'ES256' }),
    await jwk(ec384.publicKey, { kid: 'e384' }),
    await jwk(ed.publicKey, { kid: 'd1' }),
    await jwk(weak.publicKey, { kid: 'weak' }),
    await jwk(rsa.publicKey, { kid: 'encryption', use: 'enc' }),
  ],
};
writeFileSync(out + '/jwks.json', JSON.stringify(keys));
writeFileSync(out + '/rsa.pem', pem(rsa.publicKey) + pem(ec.publicKey));
writeFileSync(out + '/rsa-private.pem', rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }));
writeFileSync(out + '/ec-private.pem', ec.privateKey.export({ type: 'pkcs8', format: 'pem' }));

const now = Math.floor(Date.now() / 1000);
const lines = [];
const add = (name, code, token) => lines.push({ name: 'jose: ' + name, code, token });
const good = { iss: 'https://issuer.example', aud: 'parley', sub: 'ann', name: 'Ann', exp: now + 3600 };
const without = (name) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));
const b64 = (value) => Buffer.from(value).toString('base64url');

const jwt = (claims, header = {}, key = rsa.privateKey) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'r1', typ: 'JWT', ...header }).sign(key);
// Signs what the library would refuse to.
const raw = (header, payload, key = rsa.privateKey) => {
  const text = b64(typeof header === 'string' || Buffer.isBuffer(header) ? header : JSON.stringify(header)) + '.'
    + b64(typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload));
  return text + '.' + rawSign('sha256', Buffer.from(text), key).toString('base64url');
};
const head = { alg: 'RS256', kid: 'r1' };
const hmac = (alg, secret) => {
  const text = b64(JSON.stringify({ alg, kid: 'r1' })) + '.' + b64(JSON.stringify(good));
  return text + '.' + createHmac('sha' + alg.slice(2), secret).update(text).digest('base64url');
};
const reSigned = (token, header, payload) => {
  const parts = token.split('.');
  return (header ?? parts[0]) + '.' + (payload ?? parts[1]) + '.' + parts[2];
};

const token = await jwt(good);
// Valid ones.
add('RS256', 'ok', token);
add('PS256', 'ok', await jwt(good, { alg: 'PS256' }));
add('ES256', 'ok', await jwt(good, { alg: 'ES256', kid: 'e1' }, ec.privateKey));
add('type at+jwt', 'ok', await jwt(good, { typ: 'at+jwt' }));
add('type application/at+jwt', 'ok', await jwt(good, { typ: 'application/at+jwt' }));
add('no type', 'ok', await new SignJWT(good).setProtectedHeader(head).sign(rsa.privateKey));
add('no key id', 'ok', await new SignJWT(good).setProtectedHeader({ alg: 'RS256' }).sign(rsa.privateKey));
add('audience in a list', 'ok', await jwt({ ...good, aud: ['other', 'parley'] }));
add('the second audience', 'ok', await jwt({ ...good, aud: 'parley-two' }));
add('expired within the skew', 'ok', await jwt({ ...good, exp: now - 60 }));
add('not before within the skew', 'ok', await jwt({ ...good, nbf: now + 60 }));
add('an end with a fraction', 'ok', raw(head, { ...good, exp: now + 3600.5 }));
add('a jku that is ignored', 'ok', await jwt(good, { jku: 'https://evil.example/keys' }));
add('rights and roles', 'ok',
  await jwt({ ...good, roles: ['operator'], rooms: [{ match: 'team-*', may: ['join', 'publish', 'history', 'who'] }] }));
add('a padded name', 'ok', await jwt({ ...good, name: '  安 ' }));

// Algorithms.
add('unsecured', 'token-algorithm', new UnsecuredJWT(good).encode());
for (const alg of ['none', 'None', 'NONE', 'nOnE', '', 'rs256', 'RS256 ', 'RS1', 'constructor', 'HS257']) {
  add('alg "' + alg + '"', 'token-algorithm', reSigned(token, b64(JSON.stringify({ alg, kid: 'r1' }))));
}
for (const alg of [null, 7, ['RS256'], { alg: 'RS256' }, true]) {
  add('alg ' + JSON.stringify(alg), 'token-algorithm', reSigned(token, b64(JSON.stringify({ alg, kid: 'r1' }))));
}
add('no alg', 'token-algorithm', reSigned(token, b64('{"kid":"r1"}')));
for (const alg of ['HS256', 'HS384', 'HS512']) {
  add(alg + ' with the public key in PEM', 'token-algorithm', hmac(alg, pem(rsa.publicKey)));
  add(alg + ' with the public key in DER', 'token-algorithm',
    hmac(alg, rsa.publicKey.export({ type: 'spki', format: 'der' })));
}
add('HS256 with the JWK', 'token-algorithm', hmac('HS256', JSON.stringify(keys.keys[0])));
add('HS256 with an empty secret', 'token-algorithm', hmac('HS256', ''));
for (const alg of ['RS384', 'RS512', 'PS384', 'PS512']) {
  add(alg + ', which is not listed', 'token-algorithm', await jwt(good, { alg }));
}
add('ES384, which is not listed', 'token-algorithm', await jwt(good, { alg: 'ES384', kid: 'e384' }, ec384.privateKey));
add('EdDSA, which is not listed', 'token-algorithm', await jwt(good, { alg: 'EdDSA', kid: 'd1' }, ed.privateKey));

// Keys and signatures.
const stolen = (header) => jwt(good, header, thief.privateKey);
add('another key', 'token-signature', await stolen({}));
add('a jwk in the header', 'token-signature', await stolen({ jwk: await exportJWK(thief.publicKey) }));
add('a jku of its own', 'token-signature', await stolen({ jku: 'https://evil.example/keys' }));
add('an x5u of its own', 'token-signature', await stolen({ x5u: 'https://evil.example/chain' }));
add('an x5c of its own', 'token-signature', await stolen({ x5c: ['MIIB'] }));
add('another key and no key id', 'token-signature',
  await new SignJWT(good).setProtectedHeader({ alg: 'RS256' }).sign(thief.privateKey));
for (const kid of ['', 'unknown', '../../../../dev/null', "r1' OR '1'='1", '/etc/passwd', 'r1|cat', 'R1']) {
  add('key id ' + JSON.stringify(kid), 'token-signature', await jwt(good, { kid }));
}
add('the key id of another kind', 'token-signature', await jwt(good, { kid: 'e1' }));
add('the key id of a weak key', 'token-signature', raw({ alg: 'RS256', kid: 'weak' }, good, weak.privateKey));
add('the key id of an encryption key', 'token-signature', await jwt(good, { kid: 'encryption' }));
add('another EC key', 'token-signature', await jwt(good, { alg: 'ES256', kid: 'e1' }, thiefEc.privateKey));
add('an EC signature of zeros', 'token-signature',
  reSigned(token, b64('{"alg":"ES256","kid":"e1"}')).replace(/[^.]*$/, b64(Buffer.alloc(64))));
add('an EC signature in DER', 'token-signature', raw({ alg: 'ES256', kid: 'e1' }, good, ec.privateKey));
add('no signature', 'token-signature', token.replace(/[^.]*$/, ''));
add('half a signature', 'token-signature', token.slice(0, -172));
add('a longer signature', 'token-signature', token + 'AAAA');
add('a changed signature', 'token-signature', token.replace(/\.(.)([^.]*)$/, (all, c, rest) => '.' + (c === 'A' ? 'B' : 'A') + rest));
add('changed claims', 'token-signature', reSigned(token, undefined, b64(JSON.stringify({ ...good, sub: 'root' }))));
add('a changed header', 'token-signature', reSigned(token, b64('{"alg":"RS256","kid":"r1","x":1}')));
add('RS256 called PS256', 'token-signature', reSigned(token, b64('{"alg":"PS256","kid":"r1"}')));
add('the header in other white space', 'token-signature', reSigned(token, b64('{"alg": "RS256", "kid": "r1"}')));

// Headers that no server may ignore, and types.
for (const [name, header] of Object.entries({
  'crit exp': { ...head, crit: ['exp'], exp: now + 60 }, 'crit unknown': { ...head, crit: ['x'], x: 1 },
  'empty crit': { ...head, crit: [] }, 'crit that is no list': { ...head, crit: 'exp' },
  'b64 false': { ...head, b64: false, crit: ['b64'] }, 'b64 alone': { ...head, b64: false },
  'type JWE': { ...head, typ: 'JWE' }, 'type dpop+jwt': { ...head, typ: 'dpop+jwt' },
  'type logout+jwt': { ...head, typ: 'logout+jwt' }, 'type null': { ...head, typ: null },
  'type number': { ...head, typ: 5 }, 'key id number': { ...head, kid: 7 }, 'key id null': { ...head, kid: null },
  'key id list': { ...head, kid: ['r1'] }, 'long key id': { ...head, kid: 'r'.repeat(1000) },
})) {
  add(name, 'token-malformed', raw(header, good));
}

// Forms.
const parts = token.split('.');
add('empty', 'token-malformed', '');
add('a word', 'token-malformed', 'secret');
add('one dot', 'token-malformed', parts[0] + '.' + parts[1]);
add('four parts', 'token-malformed', token + '.' + parts[2]);
add('six parts', 'token-malformed', token + '...x');
add('only dots', 'token-malformed', '..');
add('padding', 'token-malformed', token.replace('.', '=.'));
add('base64 of another alphabet', 'token-malformed', token.replace('.', '+/.'));
add('a length that base64 has not', 'token-malformed', parts[0] + 'AAAAA'.slice(0, (5 - (parts[0].length % 4)) % 4 || 1) + '.' + parts[1] + '.' + parts[2]);
add('a header that is a list', 'token-malformed', raw('["RS256"]', good));
add('a header that is no JSON', 'token-malformed', raw('alg=RS256', good));
add('an empty header', 'token-malformed', raw('', good));
add('a header of 1,000 levels', 'token-malformed', raw('{"alg":"RS256","kid":"r1","x":' + '['.repeat(1000) + ']'.repeat(1000) + '}', good));
add('a header with a byte order mark', 'token-malformed', raw('\ufeff' + JSON.stringify(head), good));
add('a header that is not UTF-8', 'token-malformed', raw(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), good));
add('a payload that is a list', 'token-malformed', raw(head, [good]));
add('a payload that is a text', 'token-malformed', raw(head, '"' + token + '"'));
add('an empty payload', 'token-malformed', raw(head, ''));
add('a payload that is no JSON', 'token-malformed', raw(head, 'sub=ann'));
add('a payload with a rest', 'token-malformed', raw(head, JSON.stringify(good) + '{}'));
add('a payload of 2,000 levels', 'token-malformed', raw(head, '{"x":' + '['.repeat(2000) + ']'.repeat(2000) + '}'));
add('a payload of 2,000 open levels', 'token-malformed', raw(head, '{"x":' + '{"x":'.repeat(500)));
add('a payload of 10,000 levels', 'token-malformed', raw(head, '{"x":' + '['.repeat(10000) + ']'.repeat(10000) + '}'));
add('a payload that is not UTF-8', 'token-malformed', raw(head, Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])));
add('a token in a token', 'token-malformed', await new CompactSign(new TextEncoder().encode(token))
  .setProtectedHeader({ ...head, cty: 'JWT' }).sign(rsa.privateKey));
add('9,000 characters', 'token-malformed', await jwt({ ...good, x: 'x'.repeat(6000) }));
add('encrypted', 'token-malformed', await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(good)))
  .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'r1' }).encrypt(rsa.publicKey));
add('encrypted, a bomb of zip', 'token-malformed',
  b64('{"alg":"RSA-OAEP-256","enc":"A256GCM","zip":"DEF"}') + '.AAAA.AAAA.'
    + deflateRawSync(Buffer.alloc(2_000_000)).toString('base64url').slice(0, 4000) + '.AAAA');

// Claims.
for (const [name, code, claims] of [
  ['no exp', 'token-claim', without('exp')], ['exp null', 'token-claim', { ...good, exp: null }],
  ['exp text', 'token-claim', { ...good, exp: String(now + 60) }], ['exp true', 'token-claim', { ...good, exp: true }],
  ['exp negative', 'token-claim', { ...good, exp: -1 }], ['exp list', 'token-claim', { ...good, exp: [now + 60] }],
  ['exp huge', 'token-claim', { ...good, exp: 1e300 }], ['exp 0', 'token-expired', { ...good, exp: 0 }],
  ['exp in milliseconds', 'token-claim', { ...good, exp: now * 1000 + 3_600_000 }],
  ['expired', 'token-expired', { ...good, exp: now - 1200 }], ['expired long ago', 'token-expired', { ...good, exp: 1 }],
  ['not yet', 'token-not-yet-valid', { ...good, nbf: now + 1200 }],
  ['nbf text', 'token-claim', { ...good, nbf: 'now' }], ['nbf null', 'token-claim', { ...good, nbf: null }],
  ['no iss', 'token-issuer', without('iss')], ['iss null', 'token-issuer', { ...good, iss: null }],
  ['another iss', 'token-issuer', { ...good, iss: 'https://evil.example' }],
  ['iss with a slash', 'token-issuer', { ...good, iss: good.iss + '/' }],
  ['iss in capitals', 'token-issuer', { ...good, iss: 'https://ISSUER.example' }],
  ['iss in a list', 'token-issuer', { ...good, iss: [good.iss] }],
  ['no aud', 'token-audience', without('aud')], ['another aud', 'token-audience', { ...good, aud: 'other' }],
  ['empty aud', 'token-audience', { ...good, aud: [] }], ['aud of others', 'token-audience', { ...good, aud: ['a', 'b'] }],
  ['aud null', 'token-audience', { ...good, aud: null }], ['aud object', 'token-audience', { ...good, aud: { parley: 1 } }],
  ['aud of numbers', 'token-claim', { ...good, aud: [1, 'parley'] }],
  ['aud as part of a word', 'token-audience', { ...good, aud: 'parley.evil.example' }],
  ['no sub', 'token-claim', without('sub')], ['sub empty', 'token-claim', { ...good, sub: '' }],
  ['sub blank', 'token-claim', { ...good, sub: ' ' }], ['sub number', 'token-claim', { ...good, sub: 7 }],
  ['sub null', 'token-claim', { ...good, sub: null }], ['sub object', 'token-claim', { ...good, sub: { id: 1 } }],
  ['sub too long', 'token-claim', { ...good, sub: 'a'.repeat(300) }],
  ['name number', 'token-claim', { ...good, name: 7 }], ['name too long', 'token-claim', { ...good, name: 'a'.repeat(300) }],
  ['roles number', 'token-claim', { ...good, roles: 7 }], ['roles with a number', 'token-claim', { ...good, roles: ['a', 7] }],
  ['roles without end', 'token-claim', { ...good, roles: Array.from({ length: 200 }, (_, i) => 'r' + i) }],
  ['rooms text', 'token-claim', { ...good, rooms: 'team-*' }], ['rooms without match', 'token-claim', { ...good, rooms: [{ may: ['join'] }] }],
  ['rooms with another right', 'token-claim', { ...good, rooms: [{ match: '*', may: ['everything'] }] }],
  ['rooms with one right', 'token-claim', { ...good, rooms: [{ match: '*', may: 'join' }] }],
  ['rooms without end', 'token-claim', { ...good, rooms: Array.from({ length: 150 }, () => ({ match: '*', may: [] })) }],
  ['rooms in rooms', 'token-claim', { ...good, rooms: [[{ match: '*', may: ['join'] }]] }],
]) {
  add(name, code, raw(head, claims));
}
writeFileSync(out + '/jose.jsonl', lines.map((line) => JSON.stringify(line)).join('\n') + '\n');
