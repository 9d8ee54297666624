"""Byte-level BPE: tokenizer.json as the `tokenizers` libraries read it, and a small trainer."""

import itertools
from collections import Counter


def byte_characters():
    """The printable character that stands for each byte, as GPT-2 chose them."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in printable]
    characters = {byte: chr(byte) for byte in printable}
    characters.update({byte: chr(256 + index) for index, byte in enumerate(others)})
    return characters


def learn_merges(words, count):
    """The `count` most frequent merges of a text, given as words; ties go to the smaller pair."""
    characters = byte_characters()
    pieces = Counter(tuple(characters[byte] for byte in word.encode()) for word in words)
    merges = []
    while len(merges) < count:
        pairs = Counter()
        for piece, times in pieces.items():
            for pair in itertools.pairwise(piece):
                pairs[pair] += times
        if not pairs:
            raise ValueError(f"the text has only {len(merges)} merges, expected {count}")
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        merged = Counter()
        for piece, times in pieces.items():
            merged[apply_merge(piece, best)] += times
        pieces = merged
    return merges


def apply_merge(piece, pair):
    result = []
    for part in piece:
        if result and (result[-1], part) == pair:
            result[-1] += part
        else:
            result.append(part)
    return tuple(result)


# How a text is cut into words before BPE. SmolLM2 makes every digit a word of its own; the step named Digits
# would do that too, but implementations differ in what else is a digit (½, ²).
SPLITS = {
    "qwen2": {
        "type": "Split",
        "pattern": {
            "Regex": r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
            r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
        },
        "behavior": "Isolated",
        "invert": False,
    },
    "smollm": {"type": "Split", "pattern": {"Regex": r"\p{N}"}, "behavior": "Isolated", "invert": False},
}


def tokenizer_json(split, vocabulary, merges, special):
    """The fields of tokenizer.json; `vocabulary` and `special` map a token to its id."""
    # GPT-2's own pattern is part of ByteLevel; Qwen's split replaces it.
    own_pattern = {"use_regex": split == "smollm"}
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, **own_pattern}
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": id, "content": token, **flags} for token, id in special.items()],
        "normalizer": {"type": "NFC"} if split == "qwen2" else None,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [SPLITS[split], byte_level]},
        "post_processor": None,
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": "",
            "end_of_word_suffix": "",
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": False,
            "vocab": vocabulary,
            "merges": [" ".join(pair) for pair in merges],
        },
    }


def tokenizer_config(tokenizer_class, special, end, padding, template, positions):
    """The fields of tokenizer_config.json."""
    flags = {"lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True}
    return {
        "add_bos_token": False,
        "add_prefix_space": False,
        "added_tokens_decoder": {str(id): {"content": token, **flags} for token, id in special.items()},
        "additional_special_tokens": list(special),
        "bos_token": None,
        "chat_template": template,
        "clean_up_tokenization_spaces": False,
        "eos_token": end,
        "model_max_length": positions,
        "pad_token": padding,
        "tokenizer_class": tokenizer_class,
        "unk_token": None,
    }
