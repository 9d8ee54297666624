"""The same decoder in plain numpy (float64, no cache, one text): what a graph is compared with."""

import numpy as np


def linear(weights, name, x):
    return x @ weights[f"{name}.weight"].T.astype(np.float64) + weights.get(f"{name}.bias", 0)


def norm(weights, name, x, epsilon):
    return x / np.sqrt((x**2).mean(axis=-1, keepdims=True) + epsilon) * weights[f"{name}.weight"]


def rotate(x, theta):
    """Turns the pair (i, i + half) of every vector by position x theta^(-i / half)."""
    length, half = x.shape[0], x.shape[1] // 2
    turned = x.copy()
    for position in range(length):
        for i in range(half):
            angle = position * theta ** (-i / half)
            a, b = x[position, i], x[position, i + half]
            turned[position, i] = a * np.cos(angle) - b * np.sin(angle)
            turned[position, i + half] = b * np.cos(angle) + a * np.sin(angle)
    return turned


def attend(query, key, value):
    """What each position takes from itself and those before it."""
    scores = query @ key.T / np.sqrt(query.shape[1])
    scores[np.triu_indices(len(scores), 1)] = -np.inf
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    return chances / chances.sum(axis=1, keepdims=True) @ value


def attention(decoder, weights, prefix, x):
    size = decoder.head_size
    query, key, value = (linear(weights, f"{prefix}{part}_proj", x) for part in "qkv")
    heads = []
    for head in range(decoder.heads):
        shared = head * decoder.kv_heads // decoder.heads
        own = slice(head * size, (head + 1) * size)
        group = slice(shared * size, (shared + 1) * size)
        turned = (rotate(part, decoder.rope_theta) for part in (query[:, own], key[:, group]))
        heads.append(attend(*turned, value[:, group]))
    return linear(weights, f"{prefix}o_proj", np.concatenate(heads, axis=1))


def feed_forward(weights, prefix, x):
    gate = linear(weights, f"{prefix}gate_proj", x)
    return linear(weights, f"{prefix}down_proj", gate / (1 + np.exp(-gate)) * linear(weights, f"{prefix}up_proj", x))


def logits(decoder, weights, ids):
    """The scores after each token: [positions, vocabulary]."""
    embedding = weights["model.embed_tokens.weight"].astype(np.float64)
    epsilon = decoder.norm_epsilon
    x = embedding[ids]
    for layer in range(decoder.layers):
        prefix = f"model.layers.{layer}."
        seen = norm(weights, f"{prefix}input_layernorm", x, epsilon)
        x = x + attention(decoder, weights, f"{prefix}self_attn.", seen)
        seen = norm(weights, f"{prefix}post_attention_layernorm", x, epsilon)
        x = x + feed_forward(weights, f"{prefix}mlp.", seen)
    return norm(weights, "model.norm", x, epsilon) @ embedding.T
