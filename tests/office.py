"""LibreOffice, where it is installed: what it writes after it has opened files of ours."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

SOFFICE = shutil.which("soffice")
HAS_WRITER = SOFFICE is not None and (Path(SOFFICE).resolve().parent / "libswlo.so").exists()


def converted(
    files: Mapping[str, bytes], wanted: str, folder: Path, *, read_as: str = ""
) -> dict[str, bytes]:
    """Return what LibreOffice writes for each file, by its name, in a profile of its own.

    `wanted` is an ending, and after a colon the filter that it writes with; `read_as` is the filter
    that it opens the files with.
    """
    for name, content in files.items():
        (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run = [SOFFICE or "", profile, "--headless", "--convert-to", wanted]
    run += [f"--infilter={read_as}"] if read_as else []
    done = subprocess.run(  # noqa: S603  # the office on this machine, files of ours
        [*run, "--outdir", str(folder / "out"), *(str(folder / name) for name in files)],
        capture_output=True,
        check=True,
        timeout=180,
    )
    ending = wanted.partition(":")[0]
    made = {name: folder / "out" / f"{Path(name).stem}.{ending}" for name in files}
    assert all(path.is_file() for path in made.values()), done.stderr
    return {name: path.read_bytes() for name, path in made.items()}
