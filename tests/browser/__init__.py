"""The page of a report in a real browser: Debian's Chromium, driven by Playwright."""
