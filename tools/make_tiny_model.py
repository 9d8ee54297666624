"""Writes a tiny Qwen2 model with random weights: it drives the code of a model, its text has no sense.

    python tools/make_tiny_model.py tests/fixtures/tiny-qwen2

The same seed gives the same bytes. The vocabulary is learned from the text below.
"""

import re
import sys

import numpy as np

from byte_bpe import byte_characters, learn_merges, tokenizer_config, tokenizer_json
from decoder import Decoder
from model_folder import write_folder

SEED = 7
VOCABULARY = 512
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
BYTES = 256
END_FACTOR = 1.2

TEXT = """
orders.filter(orders.amount > 10).group_by("customer").aggregate(total=orders.amount.sum())
customers.join(orders, customers.id == orders.customer_id).select("name", "amount")
events.mutate(day=events.created_at.date()).order_by(ibis.desc("day")).limit(10)
SELECT customer, SUM(amount) AS total FROM orders WHERE amount > 10 GROUP BY customer
SELECT name, amount FROM customers JOIN orders ON customers.id = orders.customer_id
Translate the query to Ibis. Complete the expression. Explain what the table contains.
def revenue_by_month(table): return table.group_by(table.month).aggregate(revenue=table.price.mean())
The answer returns the rows of the table where the column is not null, sorted by the count.
system user assistant You are a helpful assistant that writes Python with the Ibis dataframe API.
"""

CHAT_TEMPLATE = (
    "{%- if messages[0]['role'] != 'system' -%}"
    "{{- '<|im_start|>system\\nYou are a tiny model for tests.<|im_end|>\\n' -}}"
    "{%- endif -%}"
    "{%- for message in messages -%}"
    "{{- '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' -}}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}{{- '<|im_start|>assistant\\n' -}}{%- endif -%}"
)

DECODER = Decoder(
    model_type="qwen2",
    vocabulary=VOCABULARY,
    hidden=64,
    intermediate=128,
    layers=2,
    heads=4,
    kv_heads=2,
    positions=2048,
    rope_theta=10_000.0,
    norm_epsilon=1e-6,
)


def random_weights(decoder, seed):
    """Norms of one, and a small embedding beside large layers: else a model repeats its last token."""
    random = np.random.default_rng(seed)
    weights = {}
    for name, shape in decoder.weight_shapes().items():
        if name.endswith("norm.weight"):
            weights[name] = np.ones(shape, np.float32)
        elif name.endswith(".bias"):
            weights[name] = random.normal(0, 0.1, shape).astype(np.float32)
        else:
            spread = 0.2 if name.startswith("model.embed") else 1.5 * shape[1] ** -0.5
            weights[name] = random.normal(0, spread, shape).astype(np.float32)
    return weights


def make_rare(weights, factors):
    """Shrinks the embedding of tokens: {id: factor}; the smaller, the rarer a token is in what the model says."""
    for id, factor in factors.items():
        weights["model.embed_tokens.weight"][id] *= factor


def tiny_tokenizer():
    """The fields of tokenizer.json, and the special tokens with their ids."""
    words = re.findall(r" ?\w+| ?[^\w\s]+|\s+", TEXT)
    merges = learn_merges(words, VOCABULARY - BYTES - len(SPECIAL))
    tokens = [*byte_characters().values(), *(first + second for first, second in merges)]
    vocabulary = {token: id for id, token in enumerate(tokens)}
    special = {token: len(tokens) + index for index, token in enumerate(SPECIAL)}
    return tokenizer_json("qwen2", vocabulary, merges, special), special


def rare_tokens(tokenizer, special):
    """Text that is mostly printable, and an answer that ends by itself now and then."""
    unprintable = [character for byte, character in byte_characters().items() if byte < 32 or byte > 126]
    factors = {tokenizer["model"]["vocab"][character]: 0.3 for character in unprintable}
    return factors | {id: 0.3 for id in special.values()} | {special["<|im_end|>"]: END_FACTOR}


def main(folder):
    tokenizer, special = tiny_tokenizer()
    end, padding = special["<|im_end|>"], special["<|endoftext|>"]
    weights = random_weights(DECODER, SEED)
    make_rare(weights, rare_tokens(tokenizer, special))
    # The sampling that a Qwen model proposes: who wants greedy text must say so.
    generation = {
        "bos_token_id": padding,
        "eos_token_id": [end, padding],
        "pad_token_id": padding,
        "do_sample": True,
        "temperature": 0.7,
        "top_p": 0.8,
        "top_k": 20,
        "repetition_penalty": 1.1,
    }
    names = ("Qwen2Tokenizer", special, "<|im_end|>", "<|endoftext|>")
    config = tokenizer_config(*names, CHAT_TEMPLATE, DECODER.positions)
    # All scores of the prompt, as the exports of Qwen2.5 give them.
    write_folder(folder, DECODER, weights, tokenizer, config, generation, ["fp32"], last_logits_only=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
