"""SSH signatures, made and checked by OpenSSH's own ssh-keygen: it knows agents, hardware keys and passphrases."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from factcheck.dates import unstamp
from factcheck.errors import MissingProgram, Unreadable

_NAMESPACE: Final = "factcheck-seal"
"""Keeps a seal's signature from passing for one of something else that was signed with the same key."""


def sign(message: str, key: Path) -> str:
    """An armoured signature with a private key, or with the agent's key whose public half is given.

    Raises:
        Unreadable: there is no such key, or it cannot be used.
        MissingProgram: OpenSSH is not installed.

    """
    if not key.is_file():
        raise Unreadable(f"There is no key {key}.", "Give an SSH key; ssh-keygen -t ed25519 makes one.")
    done = _call("sign", "-f", str(key), "-n", _NAMESPACE, message=message)
    if done.returncode:
        raise Unreadable(f"{key} cannot sign: {_said(done)}.", "Give a private SSH key, and its passphrase if asked.")
    return done.stdout


def problem(message: str, signature: str, *, at: str, signers: Path | None) -> str | None:
    """What is wrong with a signature; None if nothing is.

    Without `signers`, a file in the format of ssh-keygen's ALLOWED SIGNERS, it is only checked that the message is the
    one that was signed, by whomever. Keys count as of the moment `at`.

    Raises:
        Unreadable: the file of signers cannot be read.
        MissingProgram: OpenSSH is not installed.

    """
    with tempfile.TemporaryDirectory(prefix="factcheck-") as folder:
        file = Path(folder, "signature")
        file.write_text(signature, "utf-8")
        given = ("-n", _NAMESPACE, "-s", str(file))
        if signers is None:
            done = _call("check-novalidate", *given, message=message)
            return _said(done) if done.returncode else None
        if not signers.is_file():
            raise Unreadable(f"There is no file {signers}.", "Give one with lines like: NAME ssh-ed25519 AAAA...")
        when = f"-Overify-time={unstamp(at):%Y%m%d%H%M%S}"
        found = _call("find-principals", "-f", str(signers), "-s", str(file), when)
        if found.returncode:
            return "its key is none of the allowed signers'"
        name = found.stdout.splitlines()[0]
        done = _call("verify", "-f", str(signers), "-I", name, *given, when, message=message)
        return _said(done) if done.returncode else None


def _call(what: str, *arguments: str, message: str = "") -> "subprocess.CompletedProcess[str]":
    program = shutil.which("ssh-keygen")
    if program is None:
        raise MissingProgram("Signatures need OpenSSH's ssh-keygen, which is not installed.", "Install OpenSSH.")
    return subprocess.run(  # noqa: S603 -- a program that was looked up, and paths that the user gave
        [program, "-Y", what, *arguments],
        input=message,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env={**os.environ, "TZ": "UTC"},  # in which ssh-keygen reads a time
    )


def _said(done: "subprocess.CompletedProcess[str]") -> str:
    lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip() and "Signing data" not in line]
    return lines[-1].strip().rstrip(".") if lines else "ssh-keygen refuses it"
