"""Whether a document is written in English, by the little words that every language needs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Literal

from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caveat.document import Document

_Verdict = Literal["english", "foreign", "unclear"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that carry a language's grammar. A word that two of these languages share with English stays out of the lists of
# the others ("die", "in", "is"), so that English never scores for them.
_ENGLISH: Final = _set(
    """
    the of and to in is you that it for was on are as with be at this have from or by not but what all were when we your
    can there an which their if will how about out them then these some her would him into has more two could than been
    who its now people my made over did down only may after most also before through where must because any should
    each does do don't isn't it's you're they our us no so up
    """
)
_FOREIGN: Final = tuple(
    _set(words)
    for words in (
        # German
        """der und das ist nicht mit von sich den des dem ein eine einer einem eines auf für auch wird werden sind bei
        oder aus nach wenn zum zur durch sie ihr ihre über kann können wie nur noch als einen vor haben ihnen""",
        # French
        """le la les des et est une un du que qui dans pour pas sur au aux avec ce cette vous votre vos sont par plus
        ne se ou être peut il elle nous leur ces comme sans mais été d'une d'un c'est qu'il""",
        # Spanish
        """el la los las de y que en un una es por con para del se su al como más pero sus le ha puede son entre
        está también si cuando sobre este esta hay sin ser""",
        # Italian
        """il la di che e per un una non con del della sono è le dei nel alla gli anche delle più come da si può
        essere questo questa o dal lo al""",
        # Portuguese
        """o a os as de e que em um uma não para com do da dos das por mais como ao se na no são pode ou sua seu
        também é quando muito""",
        # Dutch
        """de het een en van dat niet te zijn op voor met als aan er ook bij door naar uw kan worden deze om uit
        wordt maar heeft u""",
        # Swedish, Danish, Norwegian
        """och att det som en på är av för med den till inte har om ett kan du eller från vid når og ikke til af
        er på jeg der kan som eller fra ved å også din""",
        # Polish, Czech
        """w i z na się nie do jest że to o jak po lub przez przy dla oraz może są od być je se v na že jsou
        nebo pro při""",
        # Finnish, Hungarian, Turkish, Romanian, Vietnamese
        """ja on ei se että tai voi ovat kun mutta myös a az és hogy nem egy vagy ve bir bu için ile da olarak și
        este să în cu pe nu và của là các được cho trong có không""",
    )
)

_WORD: Final = compiled(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OTHER_SCRIPT: Final = compiled(
    "[\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)

# Function words settle within a page or so, so longer documents are judged by samples from all over them.
_ENOUGH: Final = 600
# Below this many words a tally proves nothing: "Paracetamol, ibuprofen, naproxen" is no language's sentence.
_TOO_FEW: Final = 12


def is_english(document: Document) -> bool:
    """Say whether a document is in English.

    Its words decide where they are clear; else the language that it declares; and a text that is too short to tell,
    or a list of names, counts as English when nothing says otherwise.
    """
    verdict = _verdict(_sample(document))
    if verdict != "unclear":
        return verdict == "english"
    declared = document.language or document.front.text("language") or document.front.text("lang") or "en"
    return declared.strip().lower().replace("_", "-").split("-")[0] in {"en", "eng", "english"}


def _sample(document: Document) -> list[str]:
    """Texts of blocks, a bounded number of words taken evenly from all over the document."""
    texts = [block.text for block in document.blocks if block.kind != "code" and block.text]
    length = sum(map(len, texts))
    budget = _ENOUGH * 7
    if length <= budget:
        return texts
    if len(texts) == 1:
        return [texts[0][:budget]]
    step = length / budget
    taken: list[str] = []
    due = 0.0
    for text in texts:
        due += len(text) / step
        if due >= 1:
            piece = text[: min(len(text), max(200, int(due)))]
            taken.append(piece)
            due -= len(piece)
    return taken


def _verdict(texts: Iterable[str]) -> _Verdict:
    words: list[str] = []
    scripted = letters = 0
    for text in texts:
        if not text.isascii():
            scripted += len(_OTHER_SCRIPT.findall(text))
        letters += len(text)
        words.extend(word.replace("’", "'").lower() for word in _WORD.findall(text))
    # One Chinese character is about a word, and a few Greek letters are a formula.
    if scripted >= 10 and scripted * 4 > letters:
        return "foreign"
    if len(words) < _TOO_FEW:
        return "unclear"
    tally = Counter(words)
    english = sum(tally[word] for word in _ENGLISH & tally.keys()) / len(words)
    foreign = max(sum(tally[word] for word in language & tally.keys()) for language in _FOREIGN) / len(words)
    if foreign >= 0.12 and foreign > 1.5 * english:
        return "foreign"
    if english >= 0.15 and english > foreign:
        return "english"
    return "unclear"
