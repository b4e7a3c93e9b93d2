"""Sets of entries as Python integers: an entry is a bit; ``&``, ``|`` and ``~`` combine sets."""

from collections.abc import Iterable
from collections.abc import Iterator


def to_set(positions: Iterable[int]) -> int:
    """Positions → the set that holds them."""
    found = bytearray()
    for position in positions:
        byte = position >> 3
        if byte >= len(found):
            found.extend(bytes(byte + 1 - len(found) + len(found) // 2))
        found[byte] |= 1 << (position & 7)
    return int.from_bytes(found, "little")


def members(found: int) -> Iterator[int]:
    """The positions in a set, ascending."""
    for number, byte in enumerate(found.to_bytes((found.bit_length() + 7) >> 3, "little")):
        if byte:
            for bit in BITS[byte]:
                yield (number << 3) + bit


BITS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


def at_least(sets: list[int]) -> list[int]:
    """Of n sets: what is in all of them, in at least n - 1, …, in at least one."""
    found = [-1] + [0] * len(sets)
    for entries in sets:
        for number in range(len(sets), 0, -1):
            found[number] |= found[number - 1] & entries
    return found[:0:-1]


def union(sets: Iterable[int]) -> int:
    """What is in one of them; nothing for no sets."""
    found = 0
    for entries in sets:
        found |= entries
    return found


def intersection(sets: Iterable[int]) -> int:
    """What is in all of them; everything for no sets."""
    found = -1
    for entries in sets:
        found &= entries
    return found
