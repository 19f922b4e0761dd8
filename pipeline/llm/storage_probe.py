"""Whether the storage of shared answers can be used, found out with one small object that is removed."""

import contextlib
import os
import secrets
import threading
from concurrent.futures import Future
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.errors import SettingsError
from pipeline.llm.reach import Reached
from pipeline.llm.storage import FolderStorage, Storage, open_storage
from pipeline.llm.storage_calls import cause_of

_SECONDS = 10.0
"""For all that is asked together: S3 takes under two, most of them to load its client."""
_CONTENT = b"factdesk doctor"
_RIGHTS = (
    "allow reading, writing and deleting there; on S3 that is GetObject, PutObject, DeleteObject "
    "and ListBucket"
)
_MISSING = "make the bucket or the folder, or check the address"
_UNREACHED = "check the address, the network and the keys of the storage"


def probe(url: str, seconds: float = _SECONDS) -> Reached:
    """Return whether answers can be read from, put to and deleted from an address; raises nothing.

    It ends after so many seconds, whatever the storage does. A folder that is missing is not made.
    A password in the address is not in what is returned.
    """
    where = _shown(url)
    try:
        storage = open_storage(url)
    except SettingsError as error:
        return Reached(works=False, line=f"{where} cannot be opened", mend=str(error))
    found: Future[Reached] = Future()
    # Not a pool: its threads are waited for at the end, also those that hang.
    look = threading.Thread(
        target=lambda: found.set_result(_looked_at(storage, where)), daemon=True
    )
    look.start()
    try:
        return found.result(seconds)
    except TimeoutError:
        line = f"{where} gives no reply within {seconds:g} seconds"
        return Reached(works=False, line=line, mend=_UNREACHED)


def _missing_folder(folder: Path, where: str) -> Reached:
    above = next(each for each in folder.absolute().parents if each.exists())
    if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
        return Reached(works=False, line=f"{where} cannot be made", mend=_MISSING)
    line = f"{where} is not there yet; it is made at the first answer, for you alone"
    return Reached(works=True, line=line, mend="for a team, make it with the rights it should have")


def _looked_at(storage: Storage, where: str) -> Reached:
    """Return how each thing that a run does with a storage goes."""
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
        line = f"{where} cannot be {doing}: {cause_of(error)}"
        return Reached(works=False, line=line, mend=_mend(error))
    return _outcome(where, whole=whole, guarded=guarded)


def _outcome(where: str, *, whole: bool, guarded: bool) -> Reached:
    if not whole:
        line = f"{where} does not give back what was put there"
        return Reached(works=False, line=line, mend="use a storage that keeps what it takes")
    if guarded:
        return Reached(works=True, line=f"{where} can be read and written")
    line = f"{where} can be read and written, and puts an object over one that is there"
    return Reached(works=True, line=line, mend="answers asked for at once may be paid for twice")


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
