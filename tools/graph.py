"""A list of ONNX nodes under construction; an operation returns the name of its output."""

import numpy as np
from onnx import helper, numpy_helper

CONTRIB = "com.microsoft"


class Graph:
    def __init__(self):
        self.nodes = []
        self.initializers = {}

    def op(self, kind, *inputs, domain="", output=None, **attributes):
        """Adds a node with one output and returns the output's name."""
        name = output or f"{kind.lower()}_{len(self.nodes)}"
        node = helper.make_node(kind, list(inputs), [name], name=f"{name}.node", domain=domain, **attributes)
        self.nodes.append(node)
        return name

    def split(self, tensor, parts):
        """Cuts the last axis into equal parts."""
        names = [f"split_{len(self.nodes)}_{part}" for part in range(parts)]
        node = helper.make_node("Split", [tensor], names, name=f"{names[0]}.node", axis=-1, num_outputs=parts)
        self.nodes.append(node)
        return names

    def weight(self, name, array):
        """A named initializer; the same name gives the same one."""
        if name not in self.initializers:
            self.initializers[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def constant(self, value, dtype):
        """A small constant, shared by value."""
        array = np.array(value, dtype=dtype)
        name = f"const_{array.dtype}_{array.shape}_{array.tolist()}"
        return self.weight(name.replace(" ", ""), array)

    def ints(self, *values):
        """A vector of 64-bit integers: a shape, axes, or bounds."""
        return self.constant(values, np.int64)

    def number(self, value):
        """A 32-bit scalar."""
        return self.constant(value, np.float32)

    def dimension(self, tensor, axis):
        """One dimension of a tensor, as a vector of one."""
        return self.op("Shape", tensor, start=axis, end=axis + 1)
