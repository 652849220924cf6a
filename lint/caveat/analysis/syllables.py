"""Syllables of English words, with the medical and British words that dictionaries leave out.

A word is looked up in a table made from the CMU Pronouncing Dictionary, then taken apart (plural, past, prefix,
British spelling), then counted from its vowels.
Initialisms count letter by letter, because that is how they are read: CRPS has four.
Figures count nothing; formulas leave them out.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from functools import cache
from pathlib import Path
from typing import Final

from caveat.patterns import compiled

__all__ = ["american", "count_syllables", "is_listed"]

_TABLE_FILE: Final = Path(__file__).parent / "data" / "syllables.zlib"

# Counts that neither the table nor the rules get right.
_EXCEPTIONS: Final = {
    "aloe": 2,
    "apnoea": 3,
    "autoimmune": 4,
    "bruit": 2,
    "cation": 3,
    "chorea": 3,
    "coagulant": 4,
    "coagulation": 5,
    "corneal": 3,
    "covid": 2,
    "cranial": 3,
    "crohn": 1,
    "diastole": 4,
    "dyspnea": 3,
    "dyspnoea": 3,
    "eclampsia": 4,
    "eclamptic": 3,
    "eczema": 3,
    "eosinophil": 5,
    "eosinophilia": 7,
    "epithelial": 5,
    "epithelium": 5,
    "facies": 3,
    "foramen": 3,
    "fovea": 3,
    "gadolinium": 5,
    "guillain": 2,
    "heterogeneous": 6,
    "intravenous": 4,
    "naive": 2,
    "nsaid": 2,
    "oocyte": 3,
    "posterior": 4,
    "propylthiouracil": 7,
    "raynaud": 2,
    "recovery": 4,
    "sjogren": 2,
    "syncope": 3,
    "systole": 3,
    "testes": 2,
    "uvea": 3,
    "zoonosis": 4,
    "zoonotic": 4,
}

# Written in capitals these are read letter by letter, though the same letters are also a word.
_SPELLED: Final = frozenset(
    {"AM", "PM", "US", "WHO", "IV", "IM", "ED", "ER", "MS", "ME", "PA", "OT", "IT", "ICE", "AED"}
)
# No English word has these in it: NHLBI, DPPOS, DDAVP.
_UNSAYABLE: Final = compiled(r"^(?!S[CKPT][HLR]|[CPST]HR|SPH)[^AEIOUY]{3}|^([^EAO])\1|[^AEIOUY]{5}")
_LETTER_SYLLABLES: Final = {"w": 3}

_PREFIX_GROUPS: Final = {
    1: """
        bi co de di dis down dys ex fore mal mid mis non off on out post pre re self sub trans tri un up
        """,
    2: """
        after anti arthro auto bio broncho chemo chrono contra counter cryo cyto dermo echo ecto endo ergo ethno
        extra fibro gastro geno haemo hemi hemo histo homo hydro hyper hypo infra inter intra kilo lipo lympho macro
        mega meso meta micro milli mono multi myco myo nano naso necro neo nephro neuro nitro oro ortho over para
        patho peri pharma phono photo phyto pneumo poly proto pseudo psycho pyro quasi retro rhino sclero semi spiro
        super supra techno tele thermo thrombo toxo turbo ultra under uro vaso veno vita xeno
        """,
    3: """
        angio audio cardio cerebro cranio dermato electro entero gynaeco gyneco haemato hemato hepato hetero immuno
        myelo nucleo oculo osteo physio radio socio spondylo stereo video
        """,
    4: "arterio encephalo esophago keratino oesophago",
}
_PREFIXES: Final = {prefix: count for count, prefixes in _PREFIX_GROUPS.items() for prefix in prefixes.split()}
_LONGEST_PREFIX: Final = max(map(len, _PREFIXES))

# No two words joined are longer; a token of a million letters must not be cut at each of them.
_LONGEST_COMPOUND: Final = 40

# Suffixes that add their own syllables and leave the rest of the word as it was.
_SUFFIXES: Final = {
    "ness": 1,
    "less": 1,
    "ful": 1,
    "ment": 1,
    "like": 1,
    "ship": 1,
    "hood": 1,
    "wise": 1,
    "ish": 1,
    "ward": 1,
    "wards": 1,
    "able": 2,
    "ability": 4,
    "ist": 1,
    "ism": 2,
    "ity": 2,
}

_BRITISH: Final = (
    (compiled(r"is(?=(?:e|ed|es|er|ers|ing|ation|ations|able)$)"), "iz"),
    (compiled(r"ys(?=(?:e|ed|es|er|ers|ing)$)"), "yz"),
    (compiled(r"ae"), "e"),
    (compiled(r"oe(?!$)"), "e"),
    (compiled(r"our(?=(?:s|ed|ing|al|able|ful|less|ite|ites)?$)"), "or"),
    (compiled(r"tre(?=s?$)"), "ter"),
    (compiled(r"ll(?=(?:ed|ing|er|ers|ment)$)"), "l"),
    (compiled(r"l(?=(?:ment|ful)$)"), "ll"),
    (compiled(r"ogue(?=s?$)"), "og"),
    (compiled(r"ph(?=ur|on)"), "f"),
)

_SIBILANT: Final = compiled(r"(?:[sxz]|[cs]h|[cgsz]e)$")
_DENTAL: Final = compiled(r"[td]e?$")

_VOWELS: Final = compiled(r"[aeiouy]+")
# A vowel group that is read as more than one syllable. Each match adds one.
_HIATUS: Final = tuple(
    compiled(pattern)
    for pattern in (
        r"(?<![cgt])ia(?!ge)(?<!sia)|(?<=ps)ia|ia(?=t)|(?<=th)ia|(?<=[cgt])ia(?=t|c|z|p|ble|s)",  # cardiac, dialysis
        r"io(?!ns?\b|n[aei]|u)|(?<![cgstxnlh])ion|(?<=gl)ion",  # biopsy, period, ganglion
        r"(?<![cgtx])iou(?!r)",  # various
        r"i(?=um|us|i)|(?<=i)i",  # sodium, radius, radii
        r"(?<![ct])ie(?=nt|nce|ncy)|(?<=[^aeiou]{2})ie(?=r$|st$)|(?<=[dlr])ie(?=r$|rs$|st$)|ie(?=t(?:y|ies|$|s$|e|a))",
        r"(?<=cr)ea(?=t|s(?![ei]))|ea$|eas$|eal$|eals$|ean$|ea(?=ic)|(?<=rr)ea",  # creatine, cornea, corneal
        r"(?<![gp])eo(?!p|u)|(?<![gc])eou|geo(?=[^nu])|e(?=ums?$|us$)|ei$|(?<=ph)ei|eic$",  # osteo, nucleus
        r"(?<![qg])ua(?!y)|(?<![qg])ue(?=n|l)|(?<![qgb])ui(?=d|t[iy]|n[et])|(?<![q])uo(?!y)",  # annual, influenza
        r"oa(?=$|ns?$|tes?$)(?<!bloa)(?<!throa)|(?<=i)oa|(?<=v)ei(?=tis$)|(?<=th)iou(?=r)",  # valproate, uveitis
        r"ao|aeo|ai(?=c$)|oi(?=c$)|oe(?=n|m(?!a))|^oo(?=ph|c)",  # aorta, mosaic, benzoic
        r"(?<=p)oie|(?<=[ct])ou(?=reth|ret|rin[ae])",  # erythropoietin, genitourinary
        r"(?<=[aeiou])ing(?:s|ly)?$",  # continuing
        r"[^aeiouy]sms?$|sms?$|thms?$",  # spasm, rhythm
        r"(?<=[^aeiouy])y(?=[aeiou])",  # myalgia, cryotherapy
    )
)
# A vowel that is written and not read. Each match takes one away.
_SILENT: Final = tuple(
    compiled(pattern)
    for pattern in (
        r"(?<=[^aeiouy])(?<![^aeioulrwy]l)(?<![bcdghpt]r)e$",  # dose, but not muscle, litre
        r"(?<=[^aeiouycgsxz])(?<![cs]h)(?<![^aeioulrwy]l)(?<![bcdghpt]r)es$",  # opiates, but not doses
        r"(?<=[^aeioudty])(?<![^aeioulrwy]l)(?<![bcdghpt]r)ed$",  # infused, but not treated
        r"(?<=[^aeiouy])(?<![^aeioulrwy]l)e(?=(?:ful|fully|less|ly|ments?|mental|ness|some)$)",  # useless
        r"(?<=[gk])ue(?=s?$)",  # fatigue, plaque
    )
)
_PIECES: Final = compiled(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z']+|[A-Z]+|\d+")
_ONES: Final = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2)


@cache
def count_syllables(word: str) -> int:
    """Return how many syllables one word has when it is read aloud; 0 for a figure or a mark."""
    plain = _plain(word)
    if not any(map(str.isalpha, plain)):
        return 0
    if "." in plain:
        return _spell(plain)
    if not plain.replace("'", "").isalpha():
        return sum(_count_piece(piece) for piece in _PIECES.findall(plain))
    initials = plain[:-2] if plain.endswith("'s") else plain.removesuffix("s")
    if len(initials) > 1 and initials.isupper() and _is_initialism(initials):
        return _spell(initials)
    lowered = plain.lower()
    known = _known(lowered)
    if known is not None:
        return max(1, known)  # the dictionary has "hmm" and "psst"
    if not plain.islower() and not plain.isupper() and not plain.istitle():
        pieces = _PIECES.findall(plain)
        if len(pieces) > 1:
            return sum(_count_piece(piece) for piece in pieces)
    return _count_vowels(lowered.replace("'", ""))


def is_listed(word: str) -> bool:
    """Say whether a lower-case word stands in the dictionary that the counts are taken from."""
    return word in _table()


def _plain(word: str) -> str:
    if word.isascii():
        return word
    word = word.replace("’", "'").replace("ʼ", "'").replace("æ", "ae").replace("œ", "oe").replace("ø", "o")
    return "".join(mark for mark in unicodedata.normalize("NFKD", word) if mark.isascii())


def _spell(letters: str) -> int:
    return sum(_LETTER_SYLLABLES.get(letter, 1) for letter in letters.lower() if letter.isalpha())


def _is_initialism(letters: str) -> bool:
    """Tell letters that are read one by one from a word that is shouted or an acronym that is read as a word."""
    if letters in _SPELLED or not re.search("[AEIOUY]", letters):
        return True
    if len(letters) > 4:
        return _UNSAYABLE.search(letters) is not None
    lowered = letters.lower()
    return lowered not in _EXCEPTIONS and lowered not in _table()


def _count_piece(piece: str) -> int:
    """Return the syllables of one part of a mixed token: mRNA, HbA1c, B12, SleepWell."""
    if piece.isdigit():
        number = int(piece)
        if number < 20:
            return _ONES[number]
        if number < 100:
            return (3 if number // 10 == 7 else 2) + (_ONES[number % 10] if number % 10 else 0)
        return sum(_ONES[int(digit)] for digit in piece)
    if len(piece) < 3:
        return _spell(piece)
    return count_syllables(piece)


@cache
def _table() -> dict[str, int]:
    counts: dict[str, int] = {}
    for line in zlib.decompress(_TABLE_FILE.read_bytes()).decode().split("\n"):
        count, *words = line.split(" ")
        counts.update(dict.fromkeys(words, int(count)))
    counts.update(_EXCEPTIONS)
    return counts


def _known(word: str) -> int | None:
    """Return the count of a word that the table has, or that is made from one it has."""
    table = _table()
    count = table.get(word)
    if count is not None:
        return count
    if len(word) < 4:
        return None
    return _inflected(word) or _respelled(word) or _derived(word) or _prefixed(word) or _compounded(word)


def _inflected(word: str) -> int | None:
    table = _table()
    if word.endswith("'s"):
        return _with_sibilant(word[:-2])
    if word.endswith("ies") and (count := table.get(word[:-3] + "y")):
        return count
    if word.endswith("es") and (count := table.get(word[:-2])):
        return count + bool(_SIBILANT.search(word[:-2]))
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _with_sibilant(word[:-1])
    if word.endswith("ied"):
        return table.get(word[:-3] + "y")
    if word.endswith("ed"):
        for stem in (word[:-1], word[:-2], _undoubled(word[:-2])):
            if count := table.get(stem):
                return count + bool(_DENTAL.search(stem))
    if word.endswith("ing"):
        for stem in (word[:-3], word[:-3] + "e", _undoubled(word[:-3])):
            if len(stem) > 2 and (count := table.get(stem)):
                return count + 1
    return None


def _with_sibilant(stem: str) -> int | None:
    count = _known(stem)
    return None if count is None else count + bool(_SIBILANT.search(stem))


def _undoubled(stem: str) -> str:
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else ""


def _derived(word: str) -> int | None:
    table = _table()
    if word.endswith("ically") and (count := table.get(word[:-4])):
        return count + 1
    if word.endswith("ly"):
        if word[-3] not in "aeiouy" and (count := table.get(word[:-1] + "e")):
            return count
        if count := table.get(word[:-2]) or _inflected(word[:-2]):
            return count + 1
    if word.endswith(("er", "or", "est")):
        cut = 3 if word.endswith("est") else 2
        for stem in (word[:-cut], word[: 1 - cut], _undoubled(word[:-cut]), re.sub("i$", "y", word[:-cut])):
            if len(stem) > 3 and (count := table.get(stem)):
                return count + 1
    for suffix, syllables in _SUFFIXES.items():
        if word.endswith(suffix):
            stem = word[: -len(suffix)]
            for base in (stem, stem + "e", re.sub("i$", "y", stem)):
                if len(base) > 3 and (count := table.get(base)) and (base != stem + "e" or suffix[0] in "ai"):
                    return count + syllables
    return None


def american(word: str) -> list[str]:
    """Return how a lower-case word may be spelled in the United States, other than it is."""
    return [other for pattern, spelling in _BRITISH if (other := pattern.sub(spelling, word)) != word]


def _respelled(word: str) -> int | None:
    table = _table()
    for other in american(word):
        if count := table.get(other) or _inflected(other):
            return count
    return None


def _prefixed(word: str) -> int | None:
    for length in range(min(_LONGEST_PREFIX, len(word) - 4), 1, -1):
        prefix = word[:length]
        syllables = _PREFIXES.get(prefix)
        if syllables is None:
            continue
        rest = word[length:]
        count = _known(rest)
        if count is not None:
            return syllables + count
        if length > 3 and len(rest) > 4 and prefix[-1] in "aio" and rest[0] in "aeiou":
            return syllables + _count_vowels(rest)
    return None


def _compounded(word: str) -> int | None:
    """Count two joined words whose seam hides a silent e, as in "homecare"; the vowel rules get the others right."""
    if len(word) > _LONGEST_COMPOUND:
        return None
    table = _table()
    for cut in range(4, len(word) - 3):
        first, second = word[:cut], word[cut:]
        if first[-1] == "e" and first[-2] not in "aeiouy" and first in table and second in table:
            return table[first] + table[second]
    return None


def _count_vowels(word: str) -> int:
    if not _VOWELS.search(word):
        return _spell(word) if len(word) < 7 else 1
    word = re.sub("rrho?e(?=a|ic)", "rri", word)
    word = word.replace("qu", "kw")
    word = re.sub("^y(?=[aeiou])|(?<=[aeiou])y(?=[aeiou])", "j", word)
    count = len(_VOWELS.findall(word))
    count += sum(len(pattern.findall(word)) for pattern in _HIATUS)
    count -= sum(len(pattern.findall(word)) for pattern in _SILENT)
    return max(1, count)
