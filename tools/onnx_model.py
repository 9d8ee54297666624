"""Decoder-only language models as ONNX graphs with a KV cache, as transformers.js reads them.

Inputs: input_ids, attention_mask, position_ids (int64), past_key_values.N.key and .value; outputs: logits,
present.N.key and .value. An empty cache has length 0. Grouped queries, RMSNorm, SwiGLU, rotary positions.
"""

import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper

from decoder import check_weights
from graph import CONTRIB, Graph

OPSET = 18
IR_VERSION = 10
LOWEST = float(np.finfo(np.float32).min)


class DecoderGraph:
    """Writes the nodes of one model; `storage` says how large weights are kept."""

    def __init__(self, decoder, weights, storage):
        self.decoder = decoder
        self.weights = weights
        self.storage = storage
        self.graph = Graph()

    def build(self, last_logits_only):
        """Writes the nodes from input_ids to logits."""
        g = self.graph
        embedding = "model.embed_tokens.weight"
        x = self.storage.rows(g, "input_ids", embedding, self.weights[embedding])
        self.rotation = self.rotary_table()
        self.mask = self.attention_bias()
        for layer in range(self.decoder.layers):
            prefix = f"model.layers.{layer}."
            x = g.op("Add", x, self.attention(self.norm(x, f"{prefix}input_layernorm.weight"), layer))
            x = g.op("Add", x, self.feed_forward(self.norm(x, f"{prefix}post_attention_layernorm.weight"), prefix))
        if last_logits_only:
            x = self.last_positions(x)
        x = self.norm(x, "model.norm.weight")
        logits = self.storage.scores(g, x, embedding, self.weights[embedding])
        g.op("Identity", logits, output="logits")

    def linear(self, x, name):
        g = self.graph
        y = self.storage.linear(g, x, f"{name}.weight", self.weights[f"{name}.weight"])
        bias = self.weights.get(f"{name}.bias")
        return y if bias is None else g.op("Add", y, g.weight(f"{name}.bias", bias))

    def norm(self, x, name):
        g = self.graph
        square = g.op("Pow", x, g.number(2))
        mean = g.op("ReduceMean", square, g.ints(-1), keepdims=1)
        root = g.op("Sqrt", g.op("Add", mean, g.number(self.decoder.norm_epsilon)))
        return g.op("Mul", g.op("Div", x, root), g.weight(name, self.weights[name]))

    def rotary_table(self):
        """Cosines and sines of every position: [batch, 1, positions, head size] each."""
        g, size = self.graph, self.decoder.head_size
        frequencies = 1 / self.decoder.rope_theta ** (np.arange(0, size, 2, dtype=np.float64) / size)
        positions = g.op("Unsqueeze", g.op("Cast", "position_ids", to=TensorProto.FLOAT), g.ints(1, -1))
        half = g.op("Mul", positions, g.weight("rope.frequencies", frequencies.astype(np.float32)))
        angles = g.op("Concat", half, half, axis=-1)
        return g.op("Cos", angles), g.op("Sin", angles)

    def rotate(self, x):
        """Rotary positions on [batch, heads, positions, head size]."""
        g, (cosine, sine) = self.graph, self.rotation
        first, second = g.split(x, 2)
        turned = g.op("Concat", g.op("Neg", second), first, axis=-1)
        return g.op("Add", g.op("Mul", x, cosine), g.op("Mul", turned, sine))

    def attention_bias(self):
        """0 where a query may look, else the lowest number: [batch, 1, queries of a group, keys]."""
        g = self.graph
        past = g.op("Squeeze", g.dimension("past_key_values.0.key", 2))
        total = g.op("Add", past, g.op("Squeeze", g.dimension("input_ids", 1)))
        zero, one = g.constant(0, np.int64), g.constant(1, np.int64)
        # Not position_ids: with padding at the left they differ from the places in the cache.
        rows = g.op("Unsqueeze", g.op("Range", past, total, one), g.ints(1))
        causal = g.op("LessOrEqual", g.op("Range", zero, total, one), rows)
        present = g.op("Unsqueeze", g.op("Cast", "attention_mask", to=TensorProto.BOOL), g.ints(1, 2))
        bias = g.op("Where", g.op("And", causal, present), g.number(0), g.number(LOWEST))
        group = self.decoder.heads // self.decoder.kv_heads
        return g.op("Tile", bias, g.ints(1, 1, group, 1))

    def heads_of(self, x, heads):
        """[batch, positions, heads x size] -> [batch, heads, positions, size]."""
        g = self.graph
        split = g.op("Reshape", x, g.ints(0, 0, heads, self.decoder.head_size))
        return g.op("Transpose", split, perm=[0, 2, 1, 3])

    def with_past(self, x, layer, part):
        past = f"past_key_values.{layer}.{part}"
        return self.graph.op("Concat", past, x, axis=2, output=f"present.{layer}.{part}")

    def attention(self, x, layer):
        g, d = self.graph, self.decoder
        prefix = f"model.layers.{layer}.self_attn."
        queries = self.rotate(self.heads_of(self.linear(x, f"{prefix}q_proj"), d.heads))
        keys = self.rotate(self.heads_of(self.linear(x, f"{prefix}k_proj"), d.kv_heads))
        values = self.heads_of(self.linear(x, f"{prefix}v_proj"), d.kv_heads)
        keys, values = self.with_past(keys, layer, "key"), self.with_past(values, layer, "value")
        # The heads of a group share keys: their queries stand below each other instead of copying the keys.
        scaled = g.op("Mul", queries, g.number(d.head_size**-0.5))
        grouped = g.op("Reshape", scaled, g.ints(0, d.kv_heads, -1, d.head_size))
        scores = g.op("MatMul", grouped, g.op("Transpose", keys, perm=[0, 1, 3, 2]))
        chances = g.op("Softmax", g.op("Add", scores, self.mask), axis=-1)
        mixed = g.op("MatMul", chances, values)
        apart = g.op("Reshape", mixed, g.ints(0, d.heads, -1, d.head_size))
        joined = g.op("Reshape", g.op("Transpose", apart, perm=[0, 2, 1, 3]), g.ints(0, 0, d.heads * d.head_size))
        return self.linear(joined, f"{prefix}o_proj")

    def feed_forward(self, x, prefix):
        g = self.graph
        gate = self.linear(x, f"{prefix}mlp.gate_proj")
        active = g.op("Mul", gate, g.op("Sigmoid", gate))
        return self.linear(g.op("Mul", active, self.linear(x, f"{prefix}mlp.up_proj")), f"{prefix}mlp.down_proj")

    def last_positions(self, x):
        """The last num_logits_to_keep positions; 0 keeps all, because a slice from -0 starts at 0."""
        g = self.graph
        start = g.op("Reshape", g.op("Neg", "num_logits_to_keep"), g.ints(1))
        return g.op("Slice", x, start, g.ints(np.iinfo(np.int64).max), g.ints(1))


def signature(decoder, last_logits_only):
    """Inputs and outputs with their axes; a number is fixed, a name is free."""

    def ints(name, *axes):
        return helper.make_tensor_value_info(name, TensorProto.INT64, axes)

    def floats(name, *axes):
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, axes)

    inputs = [
        ints("input_ids", "batch_size", "sequence_length"),
        ints("attention_mask", "batch_size", "total_sequence_length"),
        ints("position_ids", "batch_size", "sequence_length"),
    ]
    if last_logits_only:
        inputs.append(ints("num_logits_to_keep"))
    scored = "logits_length" if last_logits_only else "sequence_length"
    outputs = [floats("logits", "batch_size", scored, decoder.vocabulary)]
    for layer in range(decoder.layers):
        for part in ("key", "value"):
            axes = ("batch_size", decoder.kv_heads)
            inputs.append(floats(f"past_key_values.{layer}.{part}", *axes, "past_sequence_length", decoder.head_size))
            outputs.append(floats(f"present.{layer}.{part}", *axes, "total_sequence_length", decoder.head_size))
    return inputs, outputs


def build_model(decoder, weights, storage, last_logits_only=False):
    """An ONNX model; with `last_logits_only` it has the input num_logits_to_keep (0: all)."""
    check_weights(decoder, weights)
    builder = DecoderGraph(decoder, weights, storage)
    builder.build(last_logits_only)
    inputs, outputs = signature(decoder, last_logits_only)
    graph = helper.make_graph(
        builder.graph.nodes, decoder.model_type, inputs, outputs, list(builder.graph.initializers.values())
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="ibert")


def save_model(model, file, external_data):
    """Writes the file; with `external_data` its weights go to a second one, named as transformers.js asks."""
    file = pathlib.Path(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    data = file.with_name(f"{file.name}_data")
    data.unlink(missing_ok=True)
    if not external_data:
        onnx.save_model(model, file)
        return
    onnx.save_model(
        model, file, save_as_external_data=True, all_tensors_to_one_file=True, location=data.name, size_threshold=1024
    )
