import {
  AutoModelForCausalLM,
  AutoTokenizer,
  type PreTrainedModel,
  type PreTrainedTokenizer,
  Tensor,
} from '@huggingface/transformers';

export type Dtype = 'fp32' | 'q8' | 'q4';

export type Cache = Readonly<Record<string, Tensor>>;

/** A model with its tokenizer. */
export interface LoadedModel {
  readonly tokenizer: PreTrainedTokenizer;
  readonly model: PreTrainedModel;
}

export async function loadModel(folder: string, dtype: Dtype): Promise<LoadedModel> {
  const local = { local_files_only: true };
  const tokenizer = await AutoTokenizer.from_pretrained(folder, local);
  const model = await AutoModelForCausalLM.from_pretrained(folder, {
    ...local,
    dtype,
    device: 'cpu',
  });
  return { tokenizer, model };
}

/** The tokens of a question, as the chat template of the model lays it out. */
export function questionTokens({ tokenizer }: LoadedModel, question: string): readonly number[] {
  const text = tokenizer.apply_chat_template([{ role: 'user', content: question }], {
    tokenize: false,
    add_generation_prompt: true,
  });
  if (typeof text !== 'string') throw new Error('the chat template gives no text');
  return tokenizer.encode(text, { add_special_tokens: false });
}

/** Feeds tokens behind a cache. Scores are those after the last token. */
export async function feed(
  { model }: LoadedModel,
  tokens: readonly number[],
  past?: { readonly cache: Cache; readonly length: number },
): Promise<{ readonly scores: Float32Array; readonly cache: Cache }> {
  const outputs: unknown = await model.forward({
    input_ids: integers(tokens),
    attention_mask: integers(Array.from({ length: (past?.length ?? 0) + tokens.length }, () => 1)),
    past_key_values: past === undefined ? null : { ...past.cache },
  });
  const cache: Record<string, Tensor> = {};
  let scores = new Float32Array();
  for (const [name, value] of Object.entries(outputs ?? {})) {
    if (!(value instanceof Tensor)) continue;
    if (name === 'logits') scores = lastScores(value);
    else cache[name.replace('present', 'past_key_values')] = value;
  }
  return { scores, cache };
}

/** The likeliest tokens one after the other, each found from the whole text: no cache. */
export async function greedyWithoutCache(
  model: LoadedModel,
  prompt: readonly number[],
  count: number,
): Promise<readonly number[]> {
  const tokens = [...prompt];
  while (tokens.length < prompt.length + count) {
    tokens.push(likeliest((await feed(model, tokens)).scores));
  }
  return tokens.slice(prompt.length);
}

/** The same, each token fed once: with the cache. */
export async function greedyWithCache(
  model: LoadedModel,
  prompt: readonly number[],
  count: number,
): Promise<readonly number[]> {
  const tokens: number[] = [];
  let length = prompt.length;
  let { scores, cache } = await feed(model, prompt);
  while (tokens.length < count) {
    const token = likeliest(scores);
    tokens.push(token);
    ({ scores, cache } = await feed(model, [token], { cache, length }));
    length += 1;
  }
  return tokens;
}

export function likeliest(scores: Float32Array): number {
  return scores.indexOf(scores.reduce((best, score) => Math.max(best, score), -Infinity));
}

/** How far the scores of the same tokens are apart at most. */
export function largestDifference(one: Float32Array, other: Float32Array): number {
  return one.reduce((most, score, token) => {
    return Math.max(most, Math.abs(score - (other[token] ?? Number.NaN)));
  }, 0);
}

function integers(values: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
}

function lastScores(logits: Tensor): Float32Array<ArrayBuffer> {
  const data: unknown = logits.data;
  if (!(data instanceof Float32Array)) throw new Error(`the logits are ${logits.type}`);
  return Float32Array.from(data.slice(-(logits.dims.at(-1) ?? 0)));
}
