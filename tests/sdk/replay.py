"""Serves recorded HTTP responses, byte for byte, each file at an address of its own.

`requests` holds what came in, newest last: (path, headers, body).
"""

import pathlib
import socket
import threading


class Replay:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.requests = []
        self.listeners = {}

    def url(self, dialect, group, name):
        """Where folder/dialect/group/name is served, as the SDK of the dialect wants it."""
        wanted = (dialect, group, name)
        if wanted not in self.listeners:
            self.listeners[wanted] = socket.create_server(("127.0.0.1", 0))
            response = self.folder.joinpath(*wanted).read_bytes()
            threading.Thread(target=self._accept, args=(self.listeners[wanted], response),
                             daemon=True).start()
        base = "http://127.0.0.1:%d" % self.listeners[wanted].getsockname()[1]
        return base + "/v1" if dialect == "openai" else base

    def close(self):
        for listener in self.listeners.values():
            listener.shutdown(socket.SHUT_RDWR)  # wakes its thread
            listener.close()

    def _accept(self, listener, response):
        while True:
            try:
                peer, _ = listener.accept()
            except OSError:  # closed
                return
            threading.Thread(target=self._answer, args=(peer, response), daemon=True).start()

    def _answer(self, peer, response):
        with peer, peer.makefile("rb") as stream:
            words = stream.readline().split(b" ")
            if len(words) != 3:  # a connection that was opened and not used
                return
            headers = {}
            for line in iter(stream.readline, b"\r\n"):
                name, _, value = line.decode().partition(":")
                headers[name.lower()] = value.strip()
            body = stream.read(int(headers.get("content-length", 0)))
            self.requests.append((words[1].decode(), headers, body))
            peer.sendall(response)
