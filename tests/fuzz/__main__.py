"""Fuzz one target with atheris: `python -m tests.fuzz TARGET --seconds N`; an input that fails is left here."""

import argparse
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Run the target on its seeds, then on what they are changed into, until the time is over or one fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", help="a format of articles, as page.html or paper.pdf; jsonl or csv for imports")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, help="where inputs that reach something new are kept")
    given = parser.parse_args()
    try:
        import atheris
    except ImportError:
        sys.exit("This needs atheris, which is no part of the extras: .venv/bin/pip install atheris")
    with atheris.instrument_imports(include=["factcheck"]):
        from tests.fuzz.targets import SEEDS, TARGETS
    if given.target not in TARGETS:
        sys.exit(f"{given.target} is no target. Choose one of: {', '.join(TARGETS)}.")
    with tempfile.TemporaryDirectory(prefix="factcheck-fuzz-") as folder:
        corpus = given.corpus or Path(folder, "corpus")
        corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(SEEDS[given.target]):
            (corpus / f"seed-{number}").write_bytes(seed)
        options = [
            f"-max_total_time={given.seconds}",
            "-timeout=60",
            "-max_len=20000",
            "-rss_limit_mb=4096",
            "-artifact_prefix=fuzz-",
        ]
        atheris.Setup([sys.argv[0], *options, str(corpus)], TARGETS[given.target])
        atheris.Fuzz()


main()
