"""Plays cases of `parley probe --client`, one after another, each on a connection of its own.

Arguments: the prober's URL, the client's name, the first and the last case.
"""
import asyncio
import sys
import threading
import time

SECONDS = 20  # longer than the prober waits for anything
REST = 10  # seconds at the end, in which the prober sees what is left open: the end of a process closes it
SUBPROTOCOLS = ["chat.one", "chat.two"]


def urls(version):
    """Prints the version, and each case before its URL is given."""
    base, agent, first, last = sys.argv[1:]
    print("version", version, flush=True)
    for n in range(int(first), int(last) + 1):
        print("case", n, flush=True)
        yield n, f"{base}/case/{n}?agent={agent}"


async def play(version, connect):
    """connect(url) says hello, and echoes each message until the connection fails or ends."""
    for n, url in urls(version):
        try:
            await asyncio.wait_for(connect(url), SECONDS)
        except asyncio.TimeoutError:
            print("not ended", n, flush=True)
        except Exception:
            pass  # failed, which is what some cases want
    await asyncio.sleep(REST)


def play_in_threads(version, connect):
    """As play, for a client that blocks."""
    for n, url in urls(version):
        thread = threading.Thread(target=attempt, args=(connect, url), daemon=True)
        thread.start()
        thread.join(SECONDS)
        if thread.is_alive():
            print("not ended", n, flush=True)
    time.sleep(REST)


def attempt(connect, url):
    try:
        connect(url)
    except Exception:
        pass  # failed, which is what some cases want
