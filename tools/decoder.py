"""What a decoder-only language model consists of: its sizes, and the names of its weights.

Names and shapes of the weights follow the usual checkpoint: a linear layer is [outputs, inputs].
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Architecture:
    """What differs between the families that the builder knows."""

    class_name: str
    qkv_bias: bool


ARCHITECTURES = {
    "llama": Architecture("LlamaForCausalLM", qkv_bias=False),
    "qwen2": Architecture("Qwen2ForCausalLM", qkv_bias=True),
}


@dataclass(frozen=True)
class Decoder:
    """The sizes of one model; the output layer is the token embedding (tied)."""

    model_type: str
    vocabulary: int
    hidden: int
    intermediate: int
    layers: int
    heads: int
    kv_heads: int
    positions: int
    rope_theta: float
    norm_epsilon: float

    @property
    def architecture(self):
        return ARCHITECTURES[self.model_type]

    @property
    def head_size(self):
        return self.hidden // self.heads

    def linear_shapes(self):
        """The linear layers of one block: name -> (outputs, inputs, has a bias)."""
        queries = self.heads * self.head_size
        keys = self.kv_heads * self.head_size
        bias = self.architecture.qkv_bias
        return {
            "self_attn.q_proj": (queries, self.hidden, bias),
            "self_attn.k_proj": (keys, self.hidden, bias),
            "self_attn.v_proj": (keys, self.hidden, bias),
            "self_attn.o_proj": (self.hidden, queries, False),
            "mlp.gate_proj": (self.intermediate, self.hidden, False),
            "mlp.up_proj": (self.intermediate, self.hidden, False),
            "mlp.down_proj": (self.hidden, self.intermediate, False),
        }

    def weight_shapes(self):
        """Every weight of the checkpoint: name -> shape."""
        shapes = {"model.embed_tokens.weight": (self.vocabulary, self.hidden)}
        for layer in range(self.layers):
            prefix = f"model.layers.{layer}."
            for norm in ("input_layernorm", "post_attention_layernorm"):
                shapes[f"{prefix}{norm}.weight"] = (self.hidden,)
            for name, (outputs, inputs, has_bias) in self.linear_shapes().items():
                shapes[f"{prefix}{name}.weight"] = (outputs, inputs)
                if has_bias:
                    shapes[f"{prefix}{name}.bias"] = (outputs,)
        shapes["model.norm.weight"] = (self.hidden,)
        return shapes

    def config(self):
        """The fields of config.json."""
        return {
            "architectures": [self.architecture.class_name],
            "model_type": self.model_type,
            "vocab_size": self.vocabulary,
            "hidden_size": self.hidden,
            "intermediate_size": self.intermediate,
            "num_hidden_layers": self.layers,
            "num_attention_heads": self.heads,
            "num_key_value_heads": self.kv_heads,
            "head_dim": self.head_size,
            "hidden_act": "silu",
            "max_position_embeddings": self.positions,
            "rope_theta": self.rope_theta,
            "rms_norm_eps": self.norm_epsilon,
            "tie_word_embeddings": True,
            "use_cache": True,
        }


def check_weights(decoder, weights):
    """Raises ValueError where the weights are not those of the model."""
    expected = decoder.weight_shapes()
    if missing := expected.keys() - weights.keys():
        raise ValueError(f"weights are missing: {sorted(missing)}")
    if surplus := weights.keys() - expected.keys():
        raise ValueError(f"weights nobody reads: {sorted(surplus)}")
    for name, shape in expected.items():
        if weights[name].shape != shape:
            raise ValueError(f"{name} has shape {weights[name].shape}, expected {shape}")
