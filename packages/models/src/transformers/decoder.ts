import { InternalError } from '@ibert/core';
import type { CausalModel, Runtime, Tensor } from './runtime.js';

/** The keys and values of the attention for the tokens fed so far, by the runtime's names. */
export type AttentionCache = Readonly<Record<string, Tensor>>;

/** What the model knows after some tokens; it never changes once made. */
export interface DecoderState {
  readonly tokens: readonly number[];
  readonly cache: AttentionCache;
}

/** The runtime's model as a function from a state and tokens to scores and the next state. */
export interface Decoder {
  /**
   * Feeds tokens behind the state (the start of the text if `undefined`).
   *
   * @returns the score of every token of the vocabulary to come next, and the new state.
   */
  feed(
    state: DecoderState | undefined,
    tokens: readonly number[],
  ): Promise<{ readonly scores: Float32Array; readonly state: DecoderState }>;
  /** The state after its first `length` tokens; `undefined` where it cannot be cut. */
  cut(state: DecoderState, length: number): DecoderState | undefined;
  /** Frees what a state holds outside of JavaScript's own memory. */
  free(state: DecoderState): void;
  /** Resolves when no feeding is under way. */
  settled(): Promise<void>;
  /** Frees the weights. */
  dispose(): Promise<void>;
}

const PRESENT = 'present.';
const PAST = 'past_key_values.';

export function createDecoder(runtime: Runtime, model: CausalModel): Decoder {
  let last: Promise<unknown> = Promise.resolve();

  async function run(state: DecoderState | undefined, tokens: readonly number[]) {
    const all = [...(state?.tokens ?? []), ...tokens];
    const outputs: unknown = await model.forward({
      input_ids: integers(runtime, tokens),
      attention_mask: integers(
        runtime,
        all.map(() => 1),
      ),
      // Scores of the last token alone; exports that do not know this input give all.
      num_logits_to_keep: new runtime.Tensor('int64', BigInt64Array.of(1n), []),
      past_key_values: state === undefined ? null : { ...state.cache },
    });
    const tensors = tensorsOf(runtime, outputs);
    const logits = tensors['logits'];
    if (logits === undefined) throw new InternalError('the model gives no logits');
    return { scores: lastScores(logits), state: { tokens: all, cache: pastOf(tensors) } };
  }

  return {
    feed(state, tokens) {
      // The runtime cannot run one session twice at a time on every device.
      const turn = last.then(() => run(state, tokens));
      last = turn.catch(() => {});
      return turn;
    },
    cut: (state, length) => cutState(runtime, state, length),
    free({ cache }) {
      for (const tensor of Object.values(cache)) if (!isInMemory(tensor)) tensor.dispose();
    },
    async settled() {
      await last;
    },
    async dispose() {
      await model.dispose();
    },
  };
}

function integers(runtime: Runtime, values: readonly number[]): Tensor {
  return new runtime.Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
}

function tensorsOf(runtime: Runtime, outputs: unknown): Record<string, Tensor> {
  const tensors: Record<string, Tensor> = {};
  for (const [name, value] of Object.entries(outputs ?? {})) {
    if (value instanceof runtime.Tensor) tensors[name] = value;
  }
  return tensors;
}

function pastOf(tensors: Readonly<Record<string, Tensor>>): AttentionCache {
  const past: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    if (name.startsWith(PRESENT)) past[PAST + name.slice(PRESENT.length)] = tensor;
  }
  return past;
}

function isInMemory(tensor: Tensor): boolean {
  return tensor.location === 'cpu';
}

/** The scores after the last token, as 32-bit floats whatever the model computes in. */
function lastScores(logits: Tensor): Float32Array {
  const vocabulary = logits.dims.at(-1);
  const data: unknown = logits.data;
  if (vocabulary === undefined) throw new InternalError('the logits have no dimensions');
  if (data instanceof Float32Array) return data.slice(-vocabulary);
  if (data instanceof Uint16Array) return Float32Array.from(data.slice(-vocabulary), halfToFloat);
  if (isNumbers(data)) return Float32Array.from(data.slice(-vocabulary));
  throw new InternalError(`the logits are ${logits.type}`);
}

/** Newer versions of JavaScript have an array of 16-bit floats, which has no name in older ones. */
function isNumbers(data: unknown): data is Float64Array {
  return ArrayBuffer.isView(data) && 'slice' in data && !('setBigInt64' in data);
}

/** A 16-bit float (IEEE 754 binary16) given by its bits. */
function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function cutState(runtime: Runtime, state: DecoderState, length: number): DecoderState | undefined {
  if (length === state.tokens.length) return state;
  const cache: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(state.cache)) {
    const cut = cutTensor(runtime, tensor, state.tokens.length, length);
    if (cut === undefined) return undefined;
    cache[name] = cut;
  }
  return { tokens: state.tokens.slice(0, length), cache };
}

/** Shape: batch × heads × tokens × width. Other shapes (sliding windows, recurrences) stay whole. */
function cutTensor(
  runtime: Runtime,
  tensor: Tensor,
  tokens: number,
  length: number,
): Tensor | undefined {
  const [batch = 0, heads = 0, there, width = 0] = tensor.dims;
  if (tensor.dims.length !== 4 || there !== tokens || !isInMemory(tensor)) return undefined;
  const data: unknown = tensor.data;
  if (!(data instanceof Float32Array) && !(data instanceof Uint16Array)) return undefined;
  const rows = batch * heads;
  const cut =
    data instanceof Float32Array
      ? new Float32Array(rows * length * width)
      : new Uint16Array(rows * length * width);
  for (let row = 0; row < rows; row++) {
    const start = row * tokens * width;
    cut.set(data.subarray(start, start + length * width), row * length * width);
  }
  return new runtime.Tensor(tensor.type, cut, [batch, heads, length, width]);
}
