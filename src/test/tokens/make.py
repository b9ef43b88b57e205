"""Makes tokens with python3-jwt, with the keys of make.mjs: one line of JSON each, with its name and the
code of the refusal, or "ok". Usage: make.py FOLDER"""
import base64
import datetime
import hashlib
import hmac
import json
import sys

import jwt

folder = sys.argv[1]
rsa = open(folder + "/rsa-private.pem").read()
ec = open(folder + "/ec-private.pem").read()
public = open(folder + "/rsa.pem").read()
now = datetime.datetime.now(datetime.timezone.utc)
good = {
    "iss": "https://issuer.example",
    "aud": "parley",
    "sub": "ben",
    "exp": now + datetime.timedelta(hours=1),
    "iat": now,
}
lines = []


def add(name, code, token):
    lines.append({"name": "python3-jwt: " + name, "code": code, "token": token})


def rs256(headers=None, algorithm="RS256", key=rsa, **claims):
    return jwt.encode({**good, **claims}, key, algorithm=algorithm, headers={"kid": "r1", **(headers or {})})


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


add("RS256", "ok", rs256())
add("PS256", "ok", rs256(algorithm="PS256"))
add("ES256", "ok", rs256({"kid": "e1"}, "ES256", ec))
add("several audiences", "ok", rs256(aud=["a", "parley"]))
add("roles in a text", "ok", rs256(roles="reader writer"))
add("expired", "token-expired", rs256(exp=now - datetime.timedelta(hours=1)))
add("not yet", "token-not-yet-valid", rs256(nbf=now + datetime.timedelta(hours=1)))
add("another issuer", "token-issuer", rs256(iss="https://issuer.example.evil"))
add("another audience", "token-audience", rs256(aud="shop"))
add("no user", "token-claim", rs256(sub=""))
add("HS256", "token-algorithm", rs256(algorithm="HS256", key="secret"))
add("HS512", "token-algorithm", rs256(algorithm="HS512", key="secret"))
add("none", "token-algorithm", jwt.encode(good, None, algorithm="none"))
add("RS512, which is not listed", "token-algorithm", rs256(algorithm="RS512"))
add("a jku of its own", "ok", rs256({"jku": "https://evil.example/jwks.json"}))
add("crit", "token-malformed", rs256({"crit": ["exp"]}))
add("an unencoded payload", "token-malformed", rs256({"b64": False, "crit": ["b64"]}))
add("the key id of the other key", "token-signature", rs256({"kid": "e1"}))
add("a key id that is a path", "token-signature", rs256({"kid": "/dev/null"}))
add("a type of another token", "token-malformed", rs256({"typ": "secevent+jwt"}))
text = b64(b'{"alg":"HS256","kid":"r1","typ":"JWT"}') + "." + rs256().split(".")[1]
add(
    "HS256 with the file of public keys",
    "token-algorithm",
    text + "." + b64(hmac.new(public.encode(), text.encode(), hashlib.sha256).digest()),
)
token = rs256()
add("two signatures", "token-malformed", token + "." + token.split(".")[2])
add("claims of another token", "token-signature", ".".join([token.split(".")[0], rs256(sub="root").split(".")[1], token.split(".")[2]]))
with open(folder + "/python.jsonl", "w") as out:
    for line in lines:
        out.write(json.dumps(line) + "\n")
