"""Text that may stand in XML, which JUnit reports and workbooks are written in."""

import re

# What XML 1.0 cannot hold, not even escaped (section 2.2).
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Return the text with U+FFFD in place of each character that XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)
