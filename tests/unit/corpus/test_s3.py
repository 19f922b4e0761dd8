"""The S3 that tests of other things stand on."""

import fsspec

from tests.s3 import put


def test_what_was_put_is_read_back_and_listed(s3: str) -> None:
    put({f"{s3}/a/b.txt": b"It rose."})

    with fsspec.open(f"{s3}/a/b.txt", "rb") as file:
        assert file.read() == b"It rose."
    assert fsspec.filesystem("s3").find(s3) == ["desk/a/b.txt"]


def test_every_test_finds_the_bucket_empty(s3: str) -> None:
    assert fsspec.filesystem("s3").find(s3) == []
