"""A mail server on the loopback that keeps what it is sent: enough SMTP for Django's own backend."""

import socketserver
import threading


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 ready")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self.say("354 go on")
                self.server.mails.append(self.mail())
                self.say("250 kept")
            elif verb == b"RCPT" and self.server.refuses in line:
                self.say("550 no such person")
            elif verb == b"QUIT":
                return self.say("221 bye")
            else:
                self.say("250 ok")

    def mail(self):
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(lines)

    def say(self, answer):
        self.wfile.write(f"{answer}\r\n".encode())


class Sink(socketserver.ThreadingTCPServer):
    """`with Sink() as sink:` serves on sink.port; sink.mails holds every message as it came."""

    allow_reuse_address = True
    daemon_threads = False

    def __init__(self, port=0, refuses=b"\0"):
        self.mails, self.refuses = [], refuses
        super().__init__(("127.0.0.1", port), Conversation)
        self.port = self.server_address[1]

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()
        return self

    def __exit__(self, *failure):
        self.shutdown()
        self.thread.join()
        self.server_close()
