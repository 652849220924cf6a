"""Says in a piece what its article said when somebody compared the two, and does not say any more.

## Why it matters

An article is mended when a label changes or a study is withdrawn; the posts, e-mails and leaflets that were made from it
stay as they are, and go on being read. A booklet that still gives the old advice was right once, and that is no excuse:
regulators have held companies to account for materials that were not brought up to date.

## What to write instead

Bring the sentence up to what the article says now, compare the two again, and record that with
`caveat approve-pair ARTICLE PIECE --by "Name"`. If the piece still says it well, comparing and recording is all there is
to do.

## How it knows

`caveat approve-pair` keeps, under `.caveat/approvals/`, what both texts said when a person compared them. The rule looks
up which sentences of the article have changed since, and flags the sentences of the piece that came from these. A change
of a number, or of a “not”, makes the finding an error. Approvals are found by what the texts say, so that renaming, moving
or re-encoding files does not lose them.

A piece may also say in its front matter `checked_against:` with the digest of the article (`caveat family` shows it).
Then it is known that the article has changed and not where, and the finding stands there, as a remark.

## What is not flagged

Pieces that nobody has recorded as compared. Changes of the article in what the piece does not say. Commas, capitals,
quotation marks, white space, reference marks, “1000” for “1,000”, and a sentence parted in two or joined with its neighbour. New sentences
of the article: whether a piece must carry them is for the other rules of the family. Sentences of a piece that it has got
since, for nobody compared them. Lines on who reviewed the article, and when.

## Examples

```article compared
Take 25 mg once a day with food. About 4 in 10 people had less pain after 12 weeks. Do not drive after a dose.
```

```article
Take 10 mg once a day with food. About 4 in 10 people had less pain, after 12 weeks. Do not drive or cycle after a dose.

Your clinic will call you.
```

```flagged
«Take 25 mg once a day with food.» Do you have questions? Call us.
```

```flagged
About 4 in 10 people had less pain after 12 weeks. «Please do not drive after a dose.»
```

```clean
In the trial, 4 in 10 people had less pain after 12 weeks.
```

```clean
Come to our talk on pain on Friday. Coffee is free.
```

## Precision

In the three articles of the example publication, each number that stands in a sentence was changed, one after the other,
after all their pieces had been recorded as compared. 26 sentences of pieces were flagged, and read: 25 came from the
sentence that had changed, one from another about the same thing. Taking every comma out of the articles flagged nothing.
That is little to go by, and all of it is text of our own.

## Sources

- Prescription Medicines Code of Practice Authority (UK), case AUTH/3595/1/22, 2022: booklets that were not brought up to
  date after the product information had changed. Read as an entry in a list of cases.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.document import Span
from caveat.library import Reading
from caveat.library.approval import Change, changes_since, states_article
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule


@rule(
    documents,
    message="The article has changed since {who} compared the two{when}: {change}.",
    severity="warning",
    standard="PMCPA, AUTH/3595/1/22",
    aliases=("consistency-stale-piece",),
)
def check(reading: Reading, _: Context[NoOptions]) -> Iterator[Hit]:
    """Flag the sentences of a piece whose sentences in the article have changed since a person compared them."""
    approval, article = reading.approval, reading.article
    if approval is None or article is None:
        return
    who = approval.shown or "somebody"
    when = f" on {approval.date}" if approval.date else ""
    if not approval.sentences and not states_article(approval, article):
        place = reading.document.front.spans.get("checked_against")
        yield hit(
            place or None,
            grade="lowered",
            because="which sentences changed is not on record",
            item="checked_against",
            who=who,
            when=when,
            change="its digest is now " + article.digest[:16],
        )
    for change in changes_since(reading, approval):
        yield _hit(change, article, who, when)


def _hit(change: Change, article: Reading, who: str, when: str) -> Hit:
    path = article.document.path
    then = "when they were compared, the article said"
    if change.now is None:
        return hit(
            change.piece.locate(),
            related=(RelatedPlace(Span(0, 0), then, path, change.was),),
            who=who,
            when=when,
            change=f"it no longer says “{change.was}”",
        )
    place = change.now.locate()
    return hit(
        change.piece.locate(),
        grade="raised" if change.grave else "normal",
        because="a number, or a “not”, has changed" if change.grave else "",
        related=(
            RelatedPlace(place, "the article says now", path, _words(change.now.text)),
            RelatedPlace(place, then, path, change.was),
        ),
        who=who,
        when=when,
        change=f"“{change.was}” is now “{_words(change.now.text)}”",
    )


def _words(text: str) -> str:
    return " ".join(text.split())
