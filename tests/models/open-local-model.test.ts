import { copyFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelSettings, openModel } from '@ibert/models';
import { describe, expect, it } from 'vitest';
import {
  ask,
  copyOfTinyModel,
  createHost,
  errorOf,
  localSettings,
  QUESTION,
  temporaryFolder,
  TINY_MODEL,
} from './support.js';

const GRAPH = 'onnx/model.onnx';

async function failure(model: string, more: Partial<ModelSettings> = {}, host = createHost()) {
  const error = await errorOf(openModel(localSettings(model, more), host));
  expect(error.hint).toBeDefined();
  expect(error.message).not.toMatch(/\n|\bat [\w.]+ \(/);
  return error;
}

/** Rewrites one value of a JSON file; `undefined` removes it. */
async function edit(folder: string, file: string, key: string, value: unknown): Promise<void> {
  const path = join(folder, file);
  const json = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  await writeFile(path, JSON.stringify({ ...json, [key]: value }));
}

describe('a folder that is no model', () => {
  it('is refused when it does not exist, is a file or is empty', async () => {
    const empty = await temporaryFolder();
    expect((await failure('./no/such/folder')).code).toBe('MODEL_NOT_FOUND');
    expect((await failure('/no/such/folder')).message).toBe('there is no folder /no/such/folder');
    expect((await failure(join(TINY_MODEL, 'config.json'))).message).toContain('is a file');
    const nothing = await failure(empty);
    expect(nothing.code).toBe('MODEL_INCOMPLETE');
    expect(nothing.message).toContain('has no ONNX weights');
  });

  it.each(['config.json', 'tokenizer.json', 'tokenizer_config.json'])(
    'is refused without %s',
    async (file) => {
      const folder = await copyOfTinyModel();
      await rm(join(folder, file));
      const error = await failure(folder);
      expect([error.code, error.message]).toEqual(['MODEL_INCOMPLETE', `${folder} lacks ${file}`]);
    },
  );

  it('is refused without a chat template', async () => {
    const folder = await copyOfTinyModel();
    await edit(folder, 'tokenizer_config.json', 'chat_template', undefined);
    const error = await failure(folder);
    expect(error.code).toBe('MODEL_INCOMPLETE');
    expect(error.message).toContain('has no chat template');
  });

  it('takes a chat template from a file of its own', async () => {
    const folder = await copyOfTinyModel();
    await edit(folder, 'tokenizer_config.json', 'chat_template', undefined);
    await writeFile(join(folder, 'chat_template.jinja'), '{{ messages[0].content }}');
    const model = await openModel(localSettings(folder), createHost());
    const { usage } = await ask(model, [{ role: 'user', content: 'a' }]);
    expect(usage?.promptTokens).toBe(1);
    await model.close();
  });

  it('tells what a chat template refuses', async () => {
    const folder = await copyOfTinyModel();
    const template = '{{ raise_exception("no system message, please") }}';
    await edit(folder, 'tokenizer_config.json', 'chat_template', template);
    const model = await openModel(localSettings(folder), createHost());
    const error = await errorOf(ask(model, QUESTION));
    expect(error.code).toBe('MODEL_CHAT');
    expect(error.message).toContain('no system message, please');
    await model.close();
  });
});

describe('a damaged file', () => {
  it.each([
    ['truncated', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2), ''],
    ['of other bytes', () => Buffer.alloc(5000, 'x'), ''],
    ['empty', () => Buffer.alloc(0), 'it is empty'],
    [
      'a Git LFS pointer',
      () => Buffer.from('version https://git-lfs.github.com/spec/v1\noid …'),
      'run git lfs pull',
    ],
  ])('of weights is named: %s', async (_kind, damage, words) => {
    const folder = await copyOfTinyModel();
    const path = join(folder, GRAPH);
    await writeFile(path, damage(await readFile(path)));
    const error = await failure(folder);
    expect(error.code).toBe('MODEL_CORRUPT');
    expect(error.message).toContain(`${path} is damaged: `);
    expect(error.message).toContain(words);
  });

  it.each([
    ['config.json', '{"model_type": '],
    ['config.json', '{"hidden_size": 64}'],
    ['tokenizer.json', 'half a'],
    ['tokenizer.json', '{"model": {"type": "BPE"}}'],
    ['tokenizer_config.json', '[]'],
    ['generation_config.json', '{"top_p": "high"}'],
  ])('%s is named when it holds %s', async (file, text) => {
    const folder = await copyOfTinyModel();
    await writeFile(join(folder, file), text);
    const error = await failure(folder);
    expect(error.code).toBe('MODEL_CORRUPT');
    expect(error.message).toContain(join(folder, file));
  });

  it('leaves other models loadable', async () => {
    const model = await openModel(localSettings(TINY_MODEL), createHost());
    expect((await ask(model, QUESTION)).text).not.toBe('');
    await model.close();
  });

  it('is told apart from an architecture the runtime does not know', async () => {
    const folder = await copyOfTinyModel();
    await edit(folder, 'config.json', 'model_type', 'abacus');
    await edit(folder, 'config.json', 'architectures', ['AbacusForCausalLM']);
    const error = await failure(folder);
    expect(error.code).toBe('MODEL_RUNTIME');
  });
});

describe('the number format', () => {
  it('must be one the model has', async () => {
    const error = await failure(TINY_MODEL, { dtype: 'q4f16' });
    expect([error.code, error.message]).toEqual([
      'MODEL_DTYPE',
      `${TINY_MODEL} has no weights in q4f16`,
    ]);
    expect(error.hint).toContain('It has fp32');
  });

  it('is q8 when loading in 8 bits is asked for', async () => {
    expect((await failure(TINY_MODEL, { loadIn8bit: true })).message).toContain('in q8');
    const both = await failure(TINY_MODEL, { loadIn8bit: true, dtype: 'fp16' });
    expect(both.message).toContain('contradict');
    const folder = await copyOfTinyModel();
    await rename(join(folder, GRAPH), join(folder, 'onnx/model_quantized.onnx'));
    const model = await openModel(localSettings(folder, { loadIn8bit: true }), createHost());
    expect(model.dtype).toBe('q8');
    await model.close();
  });

  it('is the best of those that are there with auto', async () => {
    const folder = await copyOfTinyModel();
    await copyFile(join(folder, GRAPH), join(folder, 'onnx/model_q4.onnx'));
    const model = await openModel(localSettings(folder), createHost());
    expect(model.dtype).toBe('q4');
    await model.close();
  });

  it('may lie beside the other files', async () => {
    const folder = await copyOfTinyModel();
    await rename(join(folder, GRAPH), join(folder, 'model.onnx'));
    const model = await openModel(localSettings(folder), createHost());
    expect((await ask(model, QUESTION)).text).not.toBe('');
    await model.close();
  });
});

describe('memory', () => {
  it('is checked before the weights are loaded', async () => {
    const host = createHost({ availableMemory: () => 50e6 });
    const error = await failure(TINY_MODEL, {}, host);
    expect(error.code).toBe('MODEL_MEMORY');
    expect(error.message).toMatch(/needs about 201 MB of memory and 50 MB are free/);
  });

  it('is measured from the system unless the host tells it', async () => {
    const { availableMemory } =
      await import('../../packages/models/src/transformers/available-memory.js');
    expect(availableMemory()).toBeGreaterThan(1e6);
  });
});

describe('settings nobody can open', () => {
  it.each([
    [{ provider: 'ollama' }, 'provider "ollama" is not known'],
    [{ device: 'tpu' }, 'device "tpu" is not known'],
    [{ dtype: 'fp64' }, 'dtype "fp64" is not known'],
    [{ model: ' ' }, 'the name of the model is empty'],
  ])('%j', async (wrong, message) => {
    const settings = { ...localSettings(TINY_MODEL), ...wrong } as ModelSettings;
    const error = await errorOf(openModel(settings, createHost()));
    expect([error.code, error.message]).toEqual(['MODEL_SETTINGS', message]);
  });
});

describe('opening', () => {
  it('can be cancelled', async () => {
    const host = createHost({ signal: AbortSignal.abort() });
    expect((await failureWithoutHint(host)).code).toBe('CANCELLED');
  });

  it('takes huggingface for transformers', async () => {
    const settings = localSettings(TINY_MODEL, { provider: 'huggingface' });
    const model = await openModel(settings, createHost());
    expect(model.provider).toBe('transformers');
    await model.close();
  });

  it('falls back to the processor with a word where auto finds no other device', async () => {
    const host = createHost();
    const model = await openModel(localSettings(TINY_MODEL, { device: 'auto' }), host);
    // With a graphics processor at hand there is nothing to say.
    if (model.device === 'cpu') expect(host.said.join()).toContain('going on with cpu');
    expect((await ask(model, QUESTION)).text).not.toBe('');
    await model.close();
  });
});

async function failureWithoutHint(host: ReturnType<typeof createHost>) {
  return errorOf(openModel(localSettings(TINY_MODEL), host));
}
