"""Whether the model's server and the shared storage can be used, found out without paying."""

import contextlib
import os
import secrets
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx2

from pipeline.errors import SettingsError
from pipeline.llm.shared import cause_of
from pipeline.llm.shared.storage import FolderStorage, Storage, open_storage
from pipeline.settings import Settings

_SERVER_SECONDS = 5.0
"""For a list of models, which takes a server no time."""
_OK, _UNAUTHORIZED = 200, 401
_PORTS = {"http": 80, "https": 443}
_STORAGE_SECONDS = 10.0
"""For all that is asked together: S3 takes under two, most of them to load its client."""
_CONTENT = b"factdesk doctor"
_RIGHTS = (
    "allow reading, writing and deleting there; on S3 that is GetObject, PutObject, DeleteObject "
    "and ListBucket"
)
_MISSING = "make the bucket or the folder, or check the address"
_UNREACHED = "check the address, the network and the keys of the storage"


class Reached(NamedTuple):
    """Whether it works, what was found out, and how to mend or better it."""

    works: bool
    line: str
    mend: str | None = None


def reach(settings: Settings) -> Reached:
    """Return whether the server answers, takes the key and knows the model; raises nothing."""
    try:
        address = httpx2.URL(settings.server_url)
    except httpx2.InvalidURL as error:
        return _broken(f"the server's address cannot be used ({error})", "check OPENAI_BASE_URL")
    where = f"{address.host}:{address.port or _PORTS[address.scheme]}"
    headers = {"Authorization": f"Bearer {settings.sent_key}"}
    try:
        answer = httpx2.get(
            f"{settings.server_url.rstrip('/')}/models", headers=headers, timeout=_SERVER_SECONDS
        )
    except (httpx2.HTTPError, httpx2.InvalidURL, ImportError, OSError, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        advice = "start it, or check the address"
        if not isinstance(error, httpx2.HTTPError):  # of proxies and certificates
            advice = "check HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, SSL_CERT_FILE and SSL_CERT_DIR"
        return _broken(f"{where} does not answer ({reason})", advice)
    if answer.status_code == _UNAUTHORIZED:
        return _broken(f"{where} does not accept the key", "check OPENAI_API_KEY")
    names = _names(answer) if answer.status_code == _OK else set()
    if not names:
        line = f"{where} answers, and does not list its models (status {answer.status_code})"
        return Reached(works=True, line=line)
    if settings.model not in names:
        known = ", ".join(sorted(names)[:5])
        return _broken(f"{where} does not list {settings.model!r}", f"it has {known}: --model")
    return Reached(works=True, line=f"{where} answers and knows {settings.model!r}")


def probe(url: str, seconds: float = _STORAGE_SECONDS) -> Reached:
    """Return whether answers can be read from, put to and deleted from an address; raises nothing.

    One small object is put there and removed. It ends after so many seconds, whatever the storage
    does. A folder that is missing is not made. A password in the address is not returned.
    """
    where = _shown(url)
    try:
        storage = open_storage(url)
    except SettingsError as error:
        return _broken(f"{where} cannot be opened", str(error))
    outcome: Future[Reached] = Future()
    # Not a pool: its threads are waited for at the end, also those that hang.
    threading.Thread(
        target=lambda: outcome.set_result(_looked_at(storage, where)), daemon=True
    ).start()
    try:
        return outcome.result(seconds)
    except TimeoutError:
        return _broken(f"{where} gives no reply within {seconds:g} seconds", _UNREACHED)


def _broken(line: str, mend: str) -> Reached:
    return Reached(works=False, line=line, mend=mend)


def _names(answer: httpx2.Response) -> set[str]:
    try:
        return {str(model["id"]) for model in answer.json()["data"]}
    except (ValueError, LookupError, TypeError):
        return set()


def _looked_at(storage: Storage, where: str) -> Reached:
    name = f"doctor-{secrets.token_hex(8)}.probe"
    doing = "read"
    try:
        if isinstance(storage, FolderStorage) and not storage.root.exists():
            return _missing_folder(storage.root, where)
        storage.read(name)
        doing = "written"
        storage.create(name, _CONTENT)
        guarded = not storage.create(name, _CONTENT)
        doing = "read"
        whole = storage.read(name) == _CONTENT
        doing = "deleted from"
        storage.remove(name)
    except Exception as error:  # noqa: BLE001  # each storage has errors of its own
        with contextlib.suppress(Exception):
            storage.remove(name)
        return _broken(f"{where} cannot be {doing}: {cause_of(error)}", _mend(error))
    if not whole:
        line = f"{where} does not give back what was put there"
        return _broken(line, "use a storage that keeps what it takes")
    line = f"{where} can be read and written"
    if guarded:
        return Reached(works=True, line=line)
    line = f"{line}, and puts an object over one that is there"
    return Reached(works=True, line=line, mend="answers asked for at once may be paid for twice")


def _missing_folder(folder: Path, where: str) -> Reached:
    above = next(parent for parent in folder.absolute().parents if parent.exists())
    if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
        return _broken(f"{where} cannot be made", _MISSING)
    line = f"{where} is not there yet; it is made at the first answer, for you alone"
    return Reached(works=True, line=line, mend="for a team, make it with the rights it should have")


def _mend(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return _RIGHTS
    return _MISSING if isinstance(error, FileNotFoundError) else _UNREACHED


def _shown(url: str) -> str:
    """Return an address without what may be secret in it: a user, a password, a query."""
    parts = urlsplit(url)
    if not parts.scheme:
        return url
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
