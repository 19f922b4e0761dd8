"""Loaded by the server of forks alone: a process that cannot begin there prints no traceback.

Who is stopped while processes begin takes their semaphores away from them. That one has ended is
told by the pool.
"""

import sys

sys.excepthook = lambda *_: None
