"""Fits the encoder that reads sentences of selling texts: `nox -s train`.

Starts from the public weights of all-MiniLM-L6-v2 (the folder that CAVEAT_ENCODER names, with `model.safetensors` and
the tokenizer's files), reads what `caveat_dev.fit` reads, and writes `data/claims_encoder.npz`. Fits four layers first;
then, with sentences from half of the pages of public bodies that look like claims, three of them. Prints the average
precision by sentence on the pages that are held out. Needs PyTorch and transformers; two processor cores take an hour.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from caveat.analysis import Analysis
from caveat.analysis.familiarity import zipf
from caveat.analysis.lexicon import points_table
from caveat.readers import read
from caveat.rule.bundle import load_bundle
from caveat_dev.fit import GOLD, HELD_OUT, MARKED, Example, cases, examples_of, official_sentences, sentences

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE: Final = Path(__file__).parents[1] / "caveat" / "analysis" / "data" / "claims_encoder.npz"
_WEIGHTS: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_LAYERS, _BATCH, _LONGEST = 4, 32, 72
# Rounds and rate with four layers, and with three.
_FIRST, _SECOND = (3, 1.5e-4), (2, 1e-4)
# The layer that is missed least, counted from zero.
_DROPPED: Final = 2
_OF_HEADS = 1e-3
# Of a page of a public body, sentences whose words come to more than this, and so many others.
_ALIKE, _OTHERS = -350, 8
_OF_PIECES: Final = 0.3
_POSITIONS: Final = 128
_COMMON: Final = 3.1
_SHORT: Final = 2
_WARMING: Final = 100
_AVERAGING: Final = 0.999
_PARTS: Final = ("query", "key", "value")


class Trainer:
    """The encoder while it is fitted: the layers and two heads."""

    def __init__(self, folder: Path) -> None:
        """Load the public weights."""
        import torch
        from transformers import AutoModel, AutoTokenizer

        self.torch: Any = torch
        torch.manual_seed(1)
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModel.from_pretrained(folder)
        self.model.encoder.layer = self.model.encoder.layer[:_LAYERS]
        for weight in self.model.embeddings.parameters():
            weight.requires_grad = False
        self.whole = torch.nn.Linear(self.model.config.hidden_size, 1)
        self.piece = torch.nn.Linear(self.model.config.hidden_size, 1)
        self._parts = torch.nn.ModuleList([self.model, self.whole, self.piece])

    def prepared(self, example: Example) -> tuple[list[int], list[int]]:
        """Return the pieces of an example, and which of them are marked (2 where it is debatable)."""
        read = self.tokenizer(example.text, truncation=True, max_length=_LONGEST, return_offsets_mapping=True)
        marks = [0] * len(read["input_ids"])
        for number, (start, end) in enumerate(read["offset_mapping"]):
            for low, high, clear in example.marked:
                if low < end and start < high and start < end:
                    marks[number] = 1 if clear or marks[number] == 1 else 2
        return list(read["input_ids"]), marks

    def run(self, batch: Sequence[tuple[list[int], list[int]]]) -> tuple[Any, Any, Any]:
        """Return the log-odds of each sentence and of each piece, and the marks of the pieces."""
        torch = self.torch
        longest = max(len(pieces) for pieces, _ in batch)
        numbers = torch.zeros((len(batch), longest), dtype=torch.long)
        present = torch.zeros((len(batch), longest))
        marks = torch.full((len(batch), longest), 2)
        for row, (pieces, marked) in enumerate(batch):
            numbers[row, : len(pieces)] = torch.tensor(pieces)
            present[row, : len(pieces)] = 1
            marks[row, : len(pieces)] = torch.tensor(marked)
        states = self.model.embeddings(input_ids=numbers)
        hidden = (1 - present[:, None, None, :]) * -1e9
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in self.model.encoder.layer:
                found = layer(states, hidden)
                states = found[0] if isinstance(found, tuple) else found
        states = states.float()
        pooled = (states * present[:, :, None]).sum(1) / present.sum(1, keepdim=True)
        return self.whole(pooled)[:, 0], self.piece(states)[:, :, 0], marks

    def fit(self, examples: Sequence[Example], epochs: int, rate: float) -> None:
        """Fit all but the words' own vectors; what is kept is an average of the weights over the last steps."""
        torch = self.torch
        prepared = [self.prepared(one) for one in examples]
        groups = [
            {"params": [one for one in self.model.parameters() if one.requires_grad], "lr": rate},
            {"params": [*self.whole.parameters(), *self.piece.parameters()], "lr": _OF_HEADS},
        ]
        steps = torch.optim.AdamW(groups, weight_decay=0.01)
        total = epochs * -(-len(examples) // _BATCH)
        rates = torch.optim.lr_scheduler.LambdaLR(
            steps, lambda step: min(1, (step + 1) / _WARMING) * max(0.02, 1 - step / total)
        )
        loss = torch.nn.functional.binary_cross_entropy_with_logits
        averaged = {name: weight.detach().clone() for name, weight in self._parts.named_parameters()}
        draw, done = random.Random(1), 0  # noqa: S311 - an order, not a secret
        self._parts.train()
        for _ in range(epochs):
            for batch in _batches([len(pieces) for pieces, _ in prepared], draw):
                whole, piece, marks = self.run([prepared[one] for one in batch])
                wanted = torch.tensor([float(examples[one].wanted) for one in batch])
                weights = torch.tensor([float(examples[one].weight) for one in batch])
                sure = marks != 2
                lost = loss(whole, wanted, weight=weights) + _OF_PIECES * loss(piece[sure], marks[sure].float())
                steps.zero_grad()
                lost.backward()
                torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
                steps.step()
                rates.step()
                done += 1
                with torch.no_grad():
                    share = 1 - min(_AVERAGING, (1 + done) / (10 + done))
                    for name, weight in self._parts.named_parameters():
                        averaged[name].lerp_(weight.detach(), share)
                if done % 200 == 0:
                    print(f"{done} of {total} steps, lost {float(lost.detach()):.3f}", flush=True)
        self._parts.load_state_dict({**self._parts.state_dict(), **averaged})
        self._parts.eval()

    def drop_layer(self, number: int) -> None:
        """Leave a layer out."""
        layers = self.model.encoder.layer
        self.model.encoder.layer = self.torch.nn.ModuleList(
            [layer for place, layer in enumerate(layers) if place != number]
        )

    def scores(self, examples: Sequence[Example]) -> NDArray[np.float64]:
        """Return the log-odds of each example."""
        with self.torch.no_grad():
            return np.array([float(self.run([self.prepared(one)])[0][0]) for one in examples])


def _batches(lengths: Sequence[int], draw: random.Random) -> Iterator[list[int]]:
    """Yield examples by number, in no order, those of about the same length together."""
    order = list(range(len(lengths)))
    draw.shuffle(order)
    batches = []
    for first in range(0, len(order), _BATCH * 40):
        alike = sorted(order[first : first + _BATCH * 40], key=lambda one: lengths[one])
        batches += [alike[start : start + _BATCH] for start in range(0, len(alike), _BATCH)]
    draw.shuffle(batches)
    yield from batches


def _alike(corpus: Path) -> Iterator[Example]:
    """Yield sentences without a firm claim from half of the official pages: those most like claims, and some others."""
    points, vocabulary = points_table("overclaim_points"), load_bundle().vocabulary
    draw = random.Random(3)  # noqa: S311 - a sample, not a secret
    for path in sorted(corpus.rglob("*.md")):
        if zlib.crc32(path.name.encode()) % 2:
            continue
        analysis = Analysis(read(path.name, path.read_bytes()), vocabulary)
        found = [one for one in examples_of("", analysis) if one.text and not one.told]
        alike = [one for one in found if points["+start"] + sum(points.get(name, 0) for name in one.held) > _ALIKE]
        others = [one for one in found if one not in alike]
        yield from (*alike, *draw.sample(others, min(_OTHERS, len(others))))


def average_precision(wanted: Sequence[bool], scores: NDArray[np.float64]) -> float:
    """Return the mean, over the wanted, of the precision at each of their scores."""
    ordered = np.array(wanted, dtype=float)[np.argsort(-scores)]
    found = ordered.cumsum()
    return float((found / np.arange(1, len(ordered) + 1) * ordered).sum() / ordered.sum())


def _kept_pieces(trainer: Trainer, examples: Sequence[Example]) -> list[tuple[str, int]]:
    """Return the pieces of the vocabulary that are met, short, endings or common, with their numbers."""
    met: set[int] = set()
    for example in examples:
        met.update(trainer.tokenizer(example.text, truncation=True, max_length=_POSITIONS)["input_ids"])
    vocabulary = sorted(trainer.tokenizer.get_vocab().items(), key=lambda entry: entry[1])
    return [
        (piece, number)
        for piece, number in vocabulary
        if piece in {"[CLS]", "[SEP]", "[UNK]"} or number in met or _is_useful(piece)
    ]


def _is_useful(piece: str) -> bool:
    plain = piece.removeprefix("##")
    if piece.startswith("[") or not plain.isascii() or not plain:
        return False
    ending = piece.startswith("##") and plain.isalpha()
    return len(plain) <= _SHORT or ending or zipf(plain) >= _COMMON


def write(trainer: Trainer, examples: Sequence[Example], file: Path) -> None:
    """Write the weights as `caveat.analysis.encoder` reads them, the large ones in eight bits with a scale a row."""
    model = {name: weight.float().numpy() for name, weight in trainer.model.state_dict().items()}
    pieces = _kept_pieces(trainer, examples)
    stored: dict[str, NDArray[Any]] = {
        "vocabulary": np.frombuffer("\n".join(piece for piece, _ in pieces).encode(), np.uint8),
        "positions": (
            model["embeddings.position_embeddings.weight"][:_POSITIONS]
            + model["embeddings.token_type_embeddings.weight"][0]
        ).astype(np.float16),
    }
    for name, head in (("whole", trainer.whole), ("piece", trainer.piece)):
        stored[name], stored[f"{name}.bias"] = head.weight.detach().numpy()[0], head.bias.detach().numpy()

    def keep(name: str, weight: NDArray[np.float32], axis: int) -> None:
        scale = np.abs(weight).max(axis=axis, keepdims=True) / 127
        scale = np.where(scale == 0, 1, scale).astype(np.float16)
        stored[name] = np.clip(np.rint(weight / scale.astype(np.float32)), -127, 127).astype(np.int8)
        stored[f"{name}.scale"] = scale

    def keep_norm(name: str, source: str) -> None:
        stored[f"{name}.norm"] = model[f"{source}.weight"].astype(np.float16)
        stored[f"{name}.norm.bias"] = model[f"{source}.bias"].astype(np.float16)

    keep("embeddings", model["embeddings.word_embeddings.weight"][[number for _, number in pieces]], 1)
    keep_norm("embeddings", "embeddings.LayerNorm")
    for layer in range(len(trainer.model.encoder.layer)):
        source = f"encoder.layer.{layer}"
        attention = [f"{source}.attention.self.{part}" for part in _PARTS]
        keep(f"layer{layer}.attention", np.concatenate([model[f"{one}.weight"] for one in attention]).T, 0)
        bias = np.concatenate([model[f"{one}.bias"] for one in attention])
        stored[f"layer{layer}.attention.bias"] = bias.astype(np.float16)
        for name, place in (
            ("gathered", "attention.output.dense"),
            ("inner", "intermediate.dense"),
            ("outer", "output.dense"),
        ):
            keep(f"layer{layer}.{name}", model[f"{source}.{place}.weight"].T, 0)
            stored[f"layer{layer}.{name}.bias"] = model[f"{source}.{place}.bias"].astype(np.float16)
        keep_norm(f"layer{layer}.first", f"{source}.attention.output.LayerNorm")
        keep_norm(f"layer{layer}.second", f"{source}.output.LayerNorm")
    np.savez(file, allow_pickle=False, **stored)


def main() -> None:
    """Fit on the marked pages, print how well what was held out is told, and write the weights."""
    corpus, folder = os.environ.get("CAVEAT_CORPUS"), os.environ.get("CAVEAT_ENCODER")
    if not corpus or not folder:
        sys.exit("CAVEAT_CORPUS must name a folder of official pages, CAVEAT_ENCODER one with all-MiniLM-L6-v2")
    if hashlib.sha256((Path(folder) / "model.safetensors").read_bytes()).hexdigest() != _WEIGHTS:
        sys.exit("the weights in CAVEAT_ENCODER are not those that were published as all-MiniLM-L6-v2")
    examples = [one for name in MARKED for one in sentences(GOLD / name)]
    examples += [*cases(), *official_sentences(Path(corpus))]
    examples = [one for one in examples if one.text]
    trainer = Trainer(Path(folder))
    trainer.fit(examples, *_FIRST)
    trainer.drop_layer(_DROPPED)
    trainer.fit([*examples, *_alike(Path(corpus))], *_SECOND)
    for name in HELD_OUT:
        told = [one for one in sentences(GOLD / name) if one.text]
        precision = average_precision([one.wanted for one in told], trainer.scores(told))
        print(f"{name}: average precision {precision:.3f} of {len(told)} sentences")
    write(trainer, examples, FILE)
    print(f"{FILE.name}: {FILE.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
