"""Runs small graphs of every architecture by ONNX's own reference and compares them with plain numpy.

Prints one line for each check and fails with the first that differs: whole text, text in two parts with
the cache between, a batch with padding at the left, only the last scores.
"""

import sys
from dataclasses import replace

import numpy as np
from onnx.reference import ReferenceEvaluator

import reference_decoder
from decoder import ARCHITECTURES
from make_tiny_model import DECODER, random_weights
from onnx_model import build_model
from weights import STORAGES

TOLERANCE = 1e-4
CUT, PADDING = 7, 3


class Runner:
    """One graph, run with a cache of any length."""

    def __init__(self, decoder, weights):
        self.decoder = decoder
        self.session = ReferenceEvaluator(build_model(decoder, weights, STORAGES["fp32"], last_logits_only=True))

    def run(self, ids, mask, past=None, keep=0):
        """Logits and the new cache; ids [batch, new positions], mask [batch, all positions]."""
        positions = np.maximum(mask.cumsum(axis=1) - 1, 0)[:, -ids.shape[1] :]
        empty = np.zeros((len(ids), self.decoder.kv_heads, 0, self.decoder.head_size), np.float32)
        feeds = {"input_ids": ids, "attention_mask": mask, "position_ids": positions}
        feeds["num_logits_to_keep"] = np.array(keep)
        names = [f"{layer}.{part}" for layer in range(self.decoder.layers) for part in ("key", "value")]
        feeds |= {f"past_key_values.{name}": (past or {}).get(name, empty) for name in names}
        scores, *present = self.session.run(["logits", *(f"present.{name}" for name in names)], feeds)
        return scores, dict(zip(names, present, strict=True))


def checks(decoder, weights, ids):
    """What is compared: name -> (found, expected)."""
    runner = Runner(decoder, weights)
    expected = reference_decoder.logits(decoder, weights, ids)
    text, ones = ids[None], np.ones((1, len(ids)), np.int64)
    whole, _ = runner.run(text, ones)
    first, cache = runner.run(text[:, :CUT], ones[:, :CUT])
    second, _ = runner.run(text[:, CUT:], ones, cache)
    padded = np.stack([ids, np.concatenate([np.zeros(PADDING, np.int64), ids[:-PADDING]])])
    mask = np.ones_like(padded)
    mask[1, :PADDING] = 0
    batch, _ = runner.run(padded, mask)
    last, _ = runner.run(text, ones, keep=2)
    return {
        "whole": (whole[0], expected),
        "cached": (np.concatenate([first[0], second[0]]), expected),
        "padded": (batch[1, PADDING:], expected[:-PADDING]),
        "last": (last[0], expected[-2:]),
    }


def main():
    random = np.random.default_rng(1)
    for model_type in ARCHITECTURES:
        decoder = replace(DECODER, model_type=model_type)
        weights = random_weights(decoder, seed=2)
        ids = random.integers(0, decoder.vocabulary, 16)
        for name, (found, expected) in checks(decoder, weights, ids).items():
            difference = np.abs(found - expected).max()
            if found.shape != expected.shape or not difference < TOLERANCE:
                sys.exit(f"{model_type}, {name}: differs by {difference}, at most {TOLERANCE} expected")
            sys.stdout.write(f"{model_type}, {name}: differs by {difference:.1e}\n")


if __name__ == "__main__":
    main()
