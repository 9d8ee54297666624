"""How the large weights are stored in the graph: one class for each dtype of transformers.js.

A class gives three operations on a weight [outputs, inputs]: a linear layer, the rows of some ids, and
the scores of every row. Biases and norms always stay fp32.
"""

import numpy as np
from onnx import TensorProto

from graph import CONTRIB

BLOCK = 32
# MatMulNBits may round the activations to 8 bits, block by block.
ROUND_ACTIVATIONS = 4


class Float32:
    """fp32, as the standard MatMul reads it."""

    suffix = ""

    def linear(self, graph, x, name, weight):
        return graph.op("MatMul", x, graph.weight(f"{name}.transposed", weight.T))

    def rows(self, graph, ids, name, weight):
        return graph.op("Gather", graph.weight(name, weight), ids)

    def scores(self, graph, x, name, weight):
        return graph.op("MatMul", x, graph.op("Transpose", graph.weight(name, weight), perm=[1, 0]))


class Blocks8:
    """8 bits with a scale for each block of inputs; the embedding is stored once for both its uses."""

    suffix = "_quantized"

    def quantized(self, graph, name, weight):
        codes, scales = quantize8(weight)
        return graph.weight(f"{name}.codes", codes), graph.weight(f"{name}.scales", scales)

    def linear(self, graph, x, name, weight):
        codes, scales = self.quantized(graph, name, weight)
        return matmul_blocks(graph, x, codes, scales, weight.shape, bits=8)

    def rows(self, graph, ids, name, weight):
        codes, scales = self.quantized(graph, name, weight)
        rows = graph.op("Cast", graph.op("Gather", codes, ids), to=TensorProto.FLOAT)
        scale = graph.op("Unsqueeze", graph.op("Gather", scales, ids), graph.ints(-1))
        values = graph.op("Mul", graph.op("Sub", rows, graph.number(128)), scale)
        return graph.op("Reshape", values, graph.ints(0, 0, -1))

    scores = linear


class Blocks4(Blocks8):
    """4 bits with a scale and an offset for each block of inputs; the embedding keeps 8 bits.

    The fast kernels have no free offset: x·(scale·(code - 8) + offset) is their product of the codes, plus
    the sums of x over its blocks times the offsets.
    """

    suffix = "_q4"

    def linear(self, graph, x, name, weight):
        codes, scales, offsets = quantize4(weight)
        codes, scales = graph.weight(f"{name}.codes", codes), graph.weight(f"{name}.scales", scales)
        product = matmul_blocks(graph, x, codes, scales, weight.shape, bits=4)
        blocks = graph.op("Reshape", x, graph.ints(0, 0, -1, BLOCK))
        sums = graph.op("ReduceSum", blocks, graph.ints(-1), keepdims=0)
        return graph.op("Add", product, graph.op("MatMul", sums, graph.weight(f"{name}.offsets", offsets.T)))


def matmul_blocks(graph, x, codes, scales, shape, bits):
    outputs, inputs = shape
    sizes = {"N": outputs, "K": inputs, "bits": bits, "block_size": BLOCK}
    return graph.op("MatMulNBits", x, codes, scales, domain=CONTRIB, accuracy_level=ROUND_ACTIVATIONS, **sizes)


def blocks_of(weight):
    outputs, inputs = weight.shape
    return weight.reshape(outputs, inputs // BLOCK, BLOCK)


def steps(values, levels):
    """The distance between two codes; 1 where all values are equal."""
    distance = (values / levels).astype(np.float32)
    return np.where(distance == 0, np.float32(1), distance)


def quantize8(weight):
    """Codes around 128 [outputs, blocks, 32] and scales [outputs, blocks]."""
    blocks = blocks_of(weight)
    scales = steps(np.abs(blocks).max(axis=-1), 127)
    return (np.rint(blocks / scales[..., None]) + 128).astype(np.uint8), scales


def quantize4(weight):
    """Codes around 8, two in a byte [outputs, blocks, 16]; scales and offsets [outputs, blocks]."""
    blocks = blocks_of(weight)
    lowest = blocks.min(axis=-1)
    scales = steps(blocks.max(axis=-1) - lowest, 15)
    codes = np.rint((blocks - lowest[..., None]) / scales[..., None]).astype(np.uint8)
    return codes[..., 0::2] | (codes[..., 1::2] << 4), scales, lowest + 8 * scales


STORAGES = {"fp32": Float32(), "q8": Blocks8(), "q4": Blocks4()}
