"""The Merkle tree of RFC 6962, section 2.1, over leaves that come one by one: only log2(n) hashes are kept."""

import hashlib
from typing import Final

_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"


class Tree:
    """An append-only list of leaves whose root can be asked for at any length.

    Leaves and nodes are hashed with different first bytes, so that no node can be passed off as a leaf.
    """

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add a leaf. The peaks are roots of whole subtrees, one for each bit of the size, largest first."""
        node, bits = hashlib.sha256(_LEAF + leaf).digest(), self.size
        while bits & 1:
            node = hashlib.sha256(_NODE + self._peaks.pop() + node).digest()
            bits >>= 1
        self._peaks.append(node)
        self.size += 1

    def root(self) -> str:
        """The root in hexadecimal; of no leaves, the hash of nothing."""
        if not self._peaks:
            return hashlib.sha256().hexdigest()
        node = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            node = hashlib.sha256(_NODE + peak + node).digest()
        return node.hex()
