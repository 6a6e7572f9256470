"""A client with a timeout and one retry, and what it does when its server is slow, cut off or gone."""

import socket
import threading

import pytest


def ask(address, question, timeout=0.5, tries=2):
    """The code under test: sends a line, reads a line."""
    for left in reversed(range(tries)):
        try:
            with socket.create_connection(address, timeout) as connection:
                connection.sendall(question + b"\n")
                with connection.makefile("rb") as answer:
                    line = answer.readline()
                if not line.endswith(b"\n"):
                    raise ConnectionError("the answer was cut off")
                return line.rstrip(b"\n")
        except OSError:
            if not left:
                raise


@pytest.fixture
def echo():
    """A server that says each line back; where it listens."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(connection):
        with connection, connection.makefile("rwb", buffering=0) as lines:
            for line in lines:
                lines.write(line)

    def accept():
        try:
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
        except OSError:
            pass  # closed: the test is over

    threading.Thread(target=accept, daemon=True).start()
    yield "127.0.0.1:%d" % listener.getsockname()[1]
    listener.close()


def test_all_is_well(fault_proxy, echo):
    assert ask(fault_proxy(echo).address, b"hello") == b"hello"


def test_a_slow_server_is_given_up(fault_proxy, echo):
    proxy = fault_proxy(echo)
    with proxy.toxic("latency", latency=5000), pytest.raises(TimeoutError):
        ask(proxy.address, b"hello")
    assert ask(proxy.address, b"hello") == b"hello"


def test_an_answer_that_is_cut_off_is_no_answer(fault_proxy, echo):
    proxy = fault_proxy(echo)
    with proxy.toxic("limit_data", bytes=3), pytest.raises(ConnectionError):
        ask(proxy.address, b"hello")


def test_a_reset_is_tried_again(fault_proxy, echo):
    proxy = fault_proxy(echo)
    with proxy.toxic("reset_peer", stream="upstream"), pytest.raises(ConnectionResetError):
        ask(proxy.address, b"hello")


def test_down_and_up_again(fault_proxy, echo):
    proxy = fault_proxy(echo)
    with proxy.down(), pytest.raises(ConnectionRefusedError):
        ask(proxy.address, b"hello")
    assert ask(proxy.address, b"hello") == b"hello"
