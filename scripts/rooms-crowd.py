"""Ten thousand connections at once, and what becomes of those who only want to read.

    scripts/rooms-crowd.py [BASE] [--connections 10000] [--seconds 20] [--program target/release/dashiji]

Opens so many connections from this machine: a third says nothing, a third sends its head one character a second, a third asks for a page and
does not read the answer. Meanwhile readers ask for pages in the ordinary way. Fails where a reader gets an error or waits longer than
five seconds, where the program's memory grows by more than 256 MB, or where it does not close in order.
"""

import argparse
import re
import resource
import selectors
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def raised(wanted):
    """The limit of open files, as high as it may be."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for limit in (wanted, hard):
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, max(hard, limit)))
            return limit
        except (ValueError, OSError):
            continue
    return soft


def memory(process):
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text()).group(1)) / 1024


class Readers:
    """People who ask for pages one after the other."""

    def __init__(self, origin, paths, number=4):
        self.origin, self.paths, self.times, self.faults, self.over = origin, paths, [], [], threading.Event()
        self.threads = [threading.Thread(target=self.read, args=(k,)) for k in range(number)]
        for thread in self.threads:
            thread.start()

    def read(self, k):
        while not self.over.is_set():
            began = time.perf_counter()
            try:
                with urllib.request.urlopen(self.origin + self.paths[k % len(self.paths)], timeout=10) as answer:
                    answer.read()
            except OSError as error:
                self.faults.append(str(error))
            self.times.append(time.perf_counter() - began)
            k += 1

    def end(self):
        self.over.set()
        for thread in self.threads:
            thread.join()


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("base", nargs="?")
    arguments.add_argument("--connections", type=int, default=10_000)
    arguments.add_argument("--seconds", type=int, default=20)
    arguments.add_argument("--program", default="target/release/dashiji")
    given = arguments.parse_args()
    limit = raised(given.connections + 500)
    wanted = min(given.connections, limit - 200)
    if wanted < given.connections:
        print(f"only {limit} files may be open here: {wanted} connections")
    what = ["--base", given.base] if given.base else [str(ROOT / "samples" / name) for name in ("county-month.txt", "county-year.txt")]
    room = subprocess.Popen([given.program, "serve", *what, "--port", "0"], stdout=subprocess.PIPE, text=True)
    origin = re.search(r"http://[\d.:]+", room.stdout.readline()).group()
    address = origin.split("//")[1].split(":")
    address = (address[0], int(address[1]))
    paths = ["/", "/people", "/timeline", "/places", "/entry/d1.e2", "/search?q=%E4%BC%9A%E8%AE%AE", "/about", "/documents"]
    for path in paths:
        urllib.request.urlopen(origin + path).read()
    before = memory(room)
    quiet = Readers(origin, paths)
    time.sleep(3)
    quiet.end()
    readers = Readers(origin, paths)
    crowd, refused, sent, answered = [], 0, 0, 0
    chosen = selectors.DefaultSelector()
    began = time.perf_counter()
    for k in range(wanted):
        guest = socket.socket()
        guest.setblocking(False)
        guest.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        guest.connect_ex(address)
        crowd.append(guest)
        if k % 3:
            chosen.register(guest, selectors.EVENT_WRITE, k)
        if k % 200 == 0:
            time.sleep(0.01)
    opened = time.perf_counter() - began
    most = memory(room)
    left = set(range(wanted))
    while time.perf_counter() - began < given.seconds:
        for key, _ in chosen.select(0.2):
            k = key.data
            words = b"G" if k % 3 == 1 else b"GET /places HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
            try:
                key.fileobj.send(words)
                sent += 1
            except OSError:
                refused += 1
                left.discard(k)
            chosen.unregister(key.fileobj)
        # The slow ones say one more character each second.
        for k in list(left)[:: max(1, len(left) // 1000)]:
            if k % 3 == 1:
                try:
                    crowd[k].send(b"E")
                except OSError:
                    left.discard(k)
        most = max(most, memory(room))
        time.sleep(0.2)
    readers.end()
    held = 0
    for guest in crowd:
        try:
            got = guest.recv(1 << 16)
            answered += got.startswith(b"HTTP/1.1 200")
            held += not got
        except BlockingIOError:
            held += 1
        except OSError:
            pass
        guest.close()
    time.sleep(1)
    worst = max(readers.times)
    p95 = sorted(readers.times)[len(readers.times) * 95 // 100]
    print(f"{wanted} connections in {opened:.1f} s; {sent} said something, {answered} were answered, {held} were shown out or waited")
    print(f"readers without the crowd: {len(quiet.times)} pages, p50 {statistics.median(quiet.times) * 1000:.0f} ms, worst {max(quiet.times) * 1000:.0f} ms")
    print(f"readers in the crowd: {len(readers.times)} pages, {len(readers.faults)} faults, p50 {statistics.median(readers.times) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, worst {worst * 1000:.0f} ms")
    print(f"memory: {before:.0f} MB before, {most:.0f} MB at most, {memory(room):.0f} MB after")
    for fault in sorted(set(readers.faults)):
        print("fault:", fault)
    room.terminate()
    code = room.wait(20)
    sys.exit(1 if code or readers.faults or worst > 5 or most - before > 256 else 0)


if __name__ == "__main__":
    main()
