"""The command line: every failure ends here as one line and an exit code."""

import errno
import gc
import io
import logging
import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from factcheck.errors import DatabaseUnavailable, ExitCode, FactcheckError, Unreadable, UsageProblem

_FAULT = "This is a fault in factcheck: set FACTCHECK_DEBUG=1 to see where, and report it."

_ESCAPE = "backslashreplace"

_NEW: Final = 200_000
"""Objects that there may be more of before Python looks for circles of garbage: what is imported is none, and looking
through it again and again takes a tenth of the time of a short command."""


def main() -> None:
    """Run the program."""
    gc.set_threshold(_NEW)
    sys.stdin = sys.stdin or io.TextIOWrapper(io.BytesIO())  # closed by whoever called, as are these
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, _ESCAPE), (sys.stderr, _ESCAPE)):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
    except OSError as error:
        _drop_output()
        code = _report(_unwritten(error), sys.argv[1:])
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit code. Nothing leaves as an exception."""
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED


def _run(arguments: Sequence[str]) -> int:
    import typer

    from factcheck.cli.root import OutputClosed, command

    _let_talk()
    try:
        _refuse_broken(arguments)
        return int(command().main(args=list(arguments), prog_name="factcheck", standalone_mode=False) or 0)
    except FactcheckError as error:
        return _report(error, arguments)
    except typer.TyperException as error:
        return _report(_usage(error), arguments)
    except typer.Abort:
        return ExitCode.INTERRUPTED
    except (OutputClosed, BrokenPipeError):
        _drop_output()
        return ExitCode.DONE
    except SystemExit as error:  # how shell completion ends
        return error.code if isinstance(error.code, int) else ExitCode.DONE
    except OSError as error:
        return _report(_unwritten(error), arguments)
    except Exception as error:  # the last net: a fault of ours shall not look like a crash of theirs
        if os.environ.get("FACTCHECK_DEBUG"):
            raise
        remedy = " ".join((*getattr(error, "__notes__", ()), _FAULT))
        fault = FactcheckError(f"factcheck failed: {type(error).__name__}: {error}.", remedy)
        return _report(fault, arguments)


def _unwritten(error: OSError) -> FactcheckError:
    if error.errno == errno.ENAMETOOLONG:  # which only looking for a file that was named can meet
        return Unreadable(f"There can be no file {error.filename}: the name is too long.", "Check the path.")
    about = f" ({error.filename})" if error.filename else ""
    what = f"Something could not be read or written: {error.strerror or error}{about}."
    stored = "What was stored before it is stored; check with: factcheck log"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DatabaseUnavailable(what, f"Free some space. {stored}")
    return FactcheckError(what, stored)


def _refuse_broken(arguments: Sequence[str]) -> None:
    if any("\ud800" <= one <= "\udfff" for argument in arguments for one in argument):
        raise UsageProblem("An argument is not UTF-8 text.", "Type it again.")
    if any("\0" in argument for argument in arguments):  # which no shell can hand on, but who calls `run` can
        raise UsageProblem("An argument holds a NUL.", "Type it again.")


def _usage(error: Exception) -> FactcheckError:
    """A usage error of typer's on one line; its help text where no command was given."""
    if type(error).__name__ == "NoArgsIsHelpError":
        _tell(f"{error}\n")
        return UsageProblem("")
    text = error.format_message() if hasattr(error, "format_message") else str(error)
    path = getattr(getattr(error, "ctx", None), "command_path", "factcheck")
    return UsageProblem(
        f"{' '.join(text.split()).rstrip('.?')}{'?' if text.rstrip().endswith('?') else '.'}", f"See: {path} --help"
    )


def _report(error: FactcheckError, arguments: Sequence[str]) -> int:
    """Write what is wrong and what to do to stderr, as one line, or as JSON where the answer would be JSON."""
    from factcheck.sanitise import inert

    for line in error.details:
        _tell(f"{inert(line)}\n")
    if _wants_json(arguments):
        from factcheck.output.json import compact

        shape = {"error": error.message, "remedy": error.remedy, "code": int(error.exit_code)}
        _tell(f"{compact(shape)}\n")
    elif error.message:
        _tell(f"Error: {inert(' '.join(filter(None, (error.message, error.remedy))))}\n")
    return int(error.exit_code)


def _wants_json(arguments: Sequence[str]) -> bool:
    if arguments and arguments[0] in {"import", "export"}:  # there it is the format of the file
        return False
    given = [after for option, after in pairwise(arguments) if option == "--format"]
    given += [argument.partition("=")[2] for argument in arguments if argument.startswith("--format=")]
    return bool(given) and given[-1] in {"json", "jsonl"}


def _let_talk() -> None:
    """Show on stderr what the layers below have to say to a person."""
    talk = logging.getLogger("factcheck")
    if not talk.handlers:
        talk.addHandler(_Stderr())
        talk.setLevel(logging.INFO)
        talk.propagate = False


class _Stderr(logging.Handler):
    """Writes to whatever stderr is at the time."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line, made inert."""
        from factcheck.sanitise import inert

        _tell(f"{inert(record.getMessage())}\n")


def _tell(line: str) -> None:
    """Write to stderr; where nobody takes it, what is done and its exit code are still what they are."""
    try:
        sys.stderr.write(line)
    except OSError:
        sys.stderr = io.StringIO()


def _drop_output() -> None:
    """Let the interpreter's last flush go nowhere instead of into the closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
