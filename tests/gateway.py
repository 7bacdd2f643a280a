"""A machine on the loopback that takes POSTs as a short message provider or a work chat would, or fails as told."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Taking(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked += 1
        status = self.server.answers.pop(0) if self.server.answers else 200
        if status == "slow":
            time.sleep(self.server.slowness)
            return
        if status == 200:
            self.server.taken.append((dict(self.headers), body))
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", self.path)
        self.end_headers()

    def log_message(self, *args):
        pass


class Gateway(ThreadingHTTPServer):
    """`with Gateway(500, "slow") as gateway:` answers so, one after another, and then takes everything."""

    def __init__(self, *answers, slowness=0.5):
        self.answers, self.taken, self.asked, self.slowness = list(answers), [], 0, slowness
        super().__init__(("127.0.0.1", 0), Taking)
        self.url = f"http://127.0.0.1:{self.server_port}/send"

    @property
    def messages(self):
        return [json.loads(body) for _, body in self.taken]

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()
        return self

    def __exit__(self, *failure):
        self.shutdown()
        self.thread.join()
        self.server_close()
