import subprocess
import sys

VENDORS = ("openai", "instructor", "vcr", "diskcache", "tenacity", "httpx2")


def test_importing_the_layer_loads_no_vendor() -> None:
    script = (
        "import sys, pipeline.llm, pipeline.settings, pipeline.llm.cassette; "
        f"print([name for name in {VENDORS} if name in sys.modules])"
    )

    run = [sys.executable, "-c", script]
    done = subprocess.run(run, capture_output=True, text=True, check=True)  # noqa: S603

    assert done.stdout.strip() == "[]"
