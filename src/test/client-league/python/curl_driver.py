"""libcurl, by its C interface: the program curl cannot send a message. It has no compression.

The variable LIBCURL names another library than the system's.
"""
import ctypes
import os
import select
import sys
from ctypes import POINTER, byref, c_char_p, c_int, c_int64, c_long, c_size_t, c_uint, c_void_p

import cases

URL, HEADERS, CONNECT_ONLY, SOCKET = 10002, 10023, 141, 0x50002C  # options of curl.h
TEXT, BINARY, CONT, CLOSE = 1, 2, 4, 8  # flags of websockets.h
OK, AGAIN = 0, 81


class Frame(ctypes.Structure):
    _fields_ = [("age", c_int), ("flags", c_int), ("offset", c_int64), ("left", c_int64), ("length", c_size_t)]


class Version(ctypes.Structure):
    _fields_ = [("age", c_int), ("version", c_char_p), ("number", c_uint), ("host", c_char_p), ("features", c_int),
                ("ssl", c_char_p), ("ssl_number", c_long), ("libz", c_char_p), ("protocols", POINTER(c_char_p))]


curl = ctypes.CDLL(os.environ.get("LIBCURL", "libcurl.so.4"))
curl.curl_easy_init.restype = c_void_p
curl.curl_slist_append.restype = c_void_p
curl.curl_slist_append.argtypes = [c_void_p, c_char_p]
curl.curl_version_info.restype = POINTER(Version)


def protocols(info):
    n = 0
    while info.protocols[n]:
        yield info.protocols[n].decode()
        n += 1


def connect(url):
    handle = c_void_p(curl.curl_easy_init())
    headers = curl.curl_slist_append(None, b"Sec-WebSocket-Protocol: " + ", ".join(cases.SUBPROTOCOLS).encode())
    try:
        curl.curl_easy_setopt(handle, c_int(URL), c_char_p(url.encode()))
        curl.curl_easy_setopt(handle, c_int(HEADERS), c_void_p(headers))
        curl.curl_easy_setopt(handle, c_int(CONNECT_ONLY), c_long(2))  # 2: up to the opening handshake
        if curl.curl_easy_perform(handle) == OK:
            send(handle, b"hello", TEXT)
            echo(handle)
    finally:
        curl.curl_easy_cleanup(handle)
        curl.curl_slist_free_all(c_void_p(headers))


def send(handle, data, flags):
    curl.curl_ws_send(handle, data, c_size_t(len(data)), byref(c_size_t()), c_int64(0), c_uint(flags))


def echo(handle):
    """Sends each message back as it comes, part by part, until a close frame or an error."""
    buffer, size, frame, message = ctypes.create_string_buffer(1 << 16), c_size_t(), POINTER(Frame)(), b""
    while True:
        result = curl.curl_ws_recv(handle, buffer, c_size_t(len(buffer)), byref(size), byref(frame))
        if result == AGAIN:
            wait(handle)
        elif result != OK:
            return
        elif frame.contents.flags & CLOSE:
            send(handle, buffer.raw[: size.value], CLOSE)
            return
        elif frame.contents.flags & (TEXT | BINARY):
            message += buffer.raw[: size.value]
            if frame.contents.left == 0 and not frame.contents.flags & CONT:
                send(handle, message, frame.contents.flags & (TEXT | BINARY))
                message = b""


def wait(handle):
    socket = c_int()
    curl.curl_easy_getinfo(handle, c_int(SOCKET), byref(socket))
    select.select([socket.value], [], [], cases.SECONDS)


info = curl.curl_version_info(c_int(0)).contents
if "ws" not in protocols(info):
    sys.exit(f"this build of libcurl {info.version.decode()} has no ws://")
cases.play_in_threads(info.version.decode(), connect)
