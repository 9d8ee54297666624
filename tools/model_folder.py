"""The folder of a model, laid out as on a model hub: JSON files, and the graphs in onnx/."""

import json
import pathlib

from onnx_model import build_model, save_model
from weights import STORAGES


def write_json(folder, name, value, indent=2):
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    (folder / name).write_text(f"{text}\n", encoding="utf-8")


def write_graphs(folder, decoder, weights, dtypes, last_logits_only):
    """One graph for each dtype. Returns the names of those whose weights lie in a second file."""
    external = []
    for dtype in dtypes:
        storage = STORAGES[dtype]
        name = f"model{storage.suffix}.onnx"
        large = sum(array.size for array in weights.values()) > 50_000_000
        save_model(build_model(decoder, weights, storage, last_logits_only), folder / "onnx" / name, large)
        if large:
            external.append(name)
    return external


def write_folder(folder, decoder, weights, tokenizer, tokenizer_config, generation_config, dtypes, last_logits_only):
    """Writes everything; config.json comes last, so that a folder with one is complete."""
    folder = pathlib.Path(folder)
    write_json(folder, "tokenizer.json", tokenizer, indent=None)
    write_json(folder, "tokenizer_config.json", tokenizer_config)
    write_json(folder, "generation_config.json", generation_config)
    external = write_graphs(folder, decoder, weights, dtypes, last_logits_only)
    config = decoder.config() | {"eos_token_id": generation_config["eos_token_id"]}
    if external:
        config["transformers.js_config"] = {"use_external_data_format": {name: 1 for name in external}}
    write_json(folder, "config.json", config)
