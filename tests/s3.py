"""An S3 of our own on loopback: moto's server, and an environment that leads s3fs and boto to it."""

import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

BUCKET = "desk"
"""The bucket that every test finds, empty."""


def environment(endpoint: str) -> dict[str, str]:
    """Return the variables by which s3fs and boto find the server; child processes take them too."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        # A retry would draw at random how long it waits, in a thread: hypothesis takes it for its
        # own test.
        "AWS_MAX_ATTEMPTS": "1",
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    }


@contextmanager
def moto_server() -> Iterator[str]:
    """Run an S3 on a free port of loopback; yield its address, such as http://127.0.0.1:4321."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - a second, for few tests

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def emptied(endpoint: str) -> None:
    """Forget all buckets of the server, and make the one of `BUCKET` anew."""
    _send("POST", f"{endpoint}/moto-api/reset")
    _send("PUT", f"{endpoint}/{BUCKET}")


def mark_folder(endpoint: str, name: str) -> None:
    """Put an empty object with a slash behind its name, as consoles mark a folder that is new."""
    _send("PUT", f"{endpoint}/{BUCKET}/{name}/")


def _send(method: str, url: str) -> None:
    request = urllib.request.Request(url, method=method)  # noqa: S310 - loopback
    with urllib.request.urlopen(request):  # noqa: S310 - loopback
        pass


def forget_connections() -> None:
    """Let s3fs connect anew: it keeps file systems by their arguments, not by the environment."""
    from s3fs import S3FileSystem  # noqa: PLC0415 - as above

    S3FileSystem.clear_instance_cache()


def put(objects: Mapping[str, bytes]) -> None:
    """Write objects by their addresses, such as {"s3://desk/a.txt": b"…"}."""
    from fsspec import open as open_file  # noqa: PLC0415 - as above

    for address, content in objects.items():
        with open_file(address, "wb") as file:
            file.write(content)
