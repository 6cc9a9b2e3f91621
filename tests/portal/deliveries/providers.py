"""Servers on loopback that speak the protocols of providers."""

import json
import threading
import time
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Provider:
    """What was asked, and the answers to give: a dict, (status, dict, headers), bytes, or a number of
    seconds to stay silent. The last answer stays."""

    def __init__(self):
        self.asked: list[dict] = []
        self.answers: list[object] = [{"code": "OK", "id": "p-1"}]
        self.by_path: dict[str, object] = {}
        self.keys: Counter[str] = Counter()
        self.address = ""

    def next_answer(self, path):
        for beginning, answer in self.by_path.items():
            if path.startswith(beginning):
                return answer
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def handler_of(provider):
    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            provider.keys[self.headers.get("Idempotency-Key", "")] += 1
            provider.asked.append(
                {
                    "path": self.path,
                    "headers": dict(self.headers),
                    "body": json.loads(body) if body else None,
                }
            )
            told = provider.next_answer(self.path)
            if isinstance(told, int | float):
                time.sleep(told)
                return
            status, content, headers = told if isinstance(told, tuple) else (200, told, {})
            sent = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = answer  # noqa: N815

        def log_message(self, *_told):
            pass

    return Handler


@contextmanager
def serving():
    """A provider that listens until the block ends."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(provider))
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
