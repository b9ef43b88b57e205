"""Runs the suite's client; its argument is the plan, a file of JSON."""

import json
import sys

# Several of this share a folder.
sys.dont_write_bytecode = True

from autobahn.utf8validator import Utf8Validator
from autobahn.websocket import WebSocketProtocol
from autobahntestsuite import wstest
from java.lang import Class

Octets = Class.forName('io.parley.autobahn.Octets')
validate = Utf8Validator.validate


def validate_after_ascii(self, data):
    """Leaves to the suite all from the first byte that is not ASCII on."""
    ascii = Octets.leadingAscii(data) if self.state == Utf8Validator.UTF8_ACCEPT else 0
    self.i += ascii
    valid, ended, index, total = validate(self, data[ascii:])
    return valid, ended, ascii + index, total


Utf8Validator.validate = validate_after_ascii

# Seconds between two chops. Its reactor runs between them even so; any wait takes Jython a millisecond.
WebSocketProtocol._QUEUED_WRITE_DELAY = 0

wstest.start({'mode': 'fuzzingclient'}, json.load(open(sys.argv[1])))
