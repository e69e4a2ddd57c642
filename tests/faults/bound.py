"""Commands that permissions bind, as they do everybody but root."""

import ctypes
import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import Final

import pytest

from factcheck.cli import run
from tests.cli.conftest import Result

_VERSION_3: Final = 0x20080522
_PASSES_OVER_PERMISSIONS: Final = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of capabilities(7)."""


def bound(*arguments: str) -> Result:
    """Run a command in a process of its own that permissions bind."""
    if os.geteuid() == 0 and sys.platform != "linux":
        pytest.skip("permissions do not bind root, and only Linux lets it give that up")
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            _give_up_being_root()
            with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as error:
                code = int(run(arguments))
            os.write(writer, json.dumps([code, out.getvalue(), error.getvalue()]).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as told:
        answer = told.read()
    os.waitpid(child, 0)
    return Result(*json.loads(answer))


def _give_up_being_root() -> None:
    """Take the right to pass over permissions from this process, where it has it."""
    if os.geteuid():
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = (ctypes.c_uint32 * 2)(_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    if libc.capget(header, sets):
        raise OSError(ctypes.get_errno(), "capget")
    for at in range(3):  # effective, permitted, inheritable
        sets[at] &= ~_PASSES_OVER_PERMISSIONS
    if libc.capset(header, sets):
        raise OSError(ctypes.get_errno(), "capset")
