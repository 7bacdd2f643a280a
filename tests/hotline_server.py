"""A stand-in hotline, started for real over HTTP on the loopback; it keeps what it was sent and errs on demand."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from weijianyi import sealing


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        """Silence."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append((self.path, dict(self.headers), body))
        fault = self.server.faults.pop(0) if self.server.faults else ""
        if fault == "slow":
            time.sleep(self.server.slow)
            return self.drop()
        if fault == "500":
            return self.say(500, {})
        if fault == "refuse":
            return self.say(422, {"error": "no"})
        if fault == "redirect":
            return self.say(302, {}, Location=self.server.elsewhere)
        if not self.signed(body):
            return self.say(401, {})
        number, fresh = self.server.take(self.headers.get("Idempotency-Key"), json.loads(body))
        if fault == "drop":  # accepted, and the answer is lost
            return self.drop()
        return self.say(201 if fresh else 200, {"number": number})

    def do_GET(self):
        self.server.calls.append((self.path, dict(self.headers), b""))
        if self.server.faults and self.server.faults.pop(0) == "500":
            return self.say(500, {})
        after = int(parse_qs(urlsplit(self.path).query).get("after", ["0"])[0] or 0)
        news = self.server.news[after : after + 2]
        return self.say(200, {"messages": news, "next": str(after + len(news))})

    def signed(self, body):
        if self.server.secret is None:
            return True
        try:
            sealing.verify([self.server.secret], self.headers, method="POST", path=self.path, body=body)
        except sealing.BadSignature:
            return False
        return True

    def drop(self):
        self.close_connection = True
        self.connection.close()

    def say(self, status, answer, **headers):
        body = json.dumps(answer).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Hotline(ThreadingHTTPServer):
    """`with Hotline() as hotline:` serves on hotline.url; `faults` are used up one per call: slow, 500, drop, …"""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, secret=None):
        self.secret, self.faults, self.calls, self.news = secret, [], [], []
        self.tickets, self.by_key = {}, {}
        self.slow, self.elsewhere, self.lock = 0.6, "", threading.Lock()
        super().__init__(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server_address[1]}"
        self.url = f"http://{self.host}/api"

    def take(self, key, said):
        """One ticket per idempotency key, whatever happens to the answer."""
        with self.lock:
            fresh = key not in self.by_key
            number = self.by_key.setdefault(key, said.get("number") or f"2026-{len(self.by_key) + 1:04d}")
            self.tickets.setdefault(number, []).append(said)
            return number, fresh

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()
        return self

    def __exit__(self, *failure):
        self.shutdown()
        self.thread.join()
        self.server_close()

    def handle_error(self, request, client_address):
        """A caller that has gone away is part of the tests."""
