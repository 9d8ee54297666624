import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProgram } from '@ibert/cli';
import { describe, expect, it } from 'vitest';
import { run } from './support.js';

const RECORDS = 'tests/smoke/records.jsonl';

interface Line {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

describe('export-chat', () => {
  it('writes each record as a conversation that ends with its answer', async () => {
    const { code, out, err } = await run(await loadProgram('export-chat'), [RECORDS]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const records = readFileSync(RECORDS, 'utf8').trimEnd().split('\n');
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    expect(lines).toHaveLength(records.length);
    for (const [at, { messages }] of lines.entries()) {
      const record = JSON.parse(records[at] ?? '') as {
        system_prompt: string;
        target: Record<string, string>;
      };
      expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant']);
      expect(messages[0]?.content).toBe(record.system_prompt);
      const [answer = ''] = Object.values(record.target);
      expect(messages[2]?.content).toContain(answer);
      expect(messages[1]?.content).not.toContain(answer);
    }
  });

  it('writes every split of the data directory', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'ibert-chat-'));
    mkdirSync(join(dataDir, 'splits'));
    for (const split of ['train', 'test']) {
      copyFileSync(RECORDS, join(dataDir, 'splits', `${split}.jsonl`));
    }
    const { code, err } = await run(await loadProgram('export-chat'), ['--data-dir', dataDir]);
    expect(code).toBe(0);
    expect(err).toContain('wrote 3 conversations to');
    for (const split of ['train', 'test']) {
      expect(readFileSync(join(dataDir, 'chat', `${split}.jsonl`), 'utf8')).toContain('"messages"');
    }
  });

  it('leaves what is there when a line is no record', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ibert-chat-'));
    const input = join(dir, 'in.jsonl');
    const output = join(dir, 'out.jsonl');
    writeFileSync(input, `${readFileSync(RECORDS, 'utf8')}{"task": "nothing"}\n`);
    writeFileSync(output, 'earlier\n');
    const { code, err } = await run(await loadProgram('export-chat'), [input, '--output', output]);
    expect(code).toBe(1);
    expect(err).toContain('in.jsonl:4');
    expect(readFileSync(output, 'utf8')).toBe('earlier\n');
  });

  it('says what to do where there is nothing to export', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'ibert-chat-'));
    const { code, err } = await run(await loadProgram('export-chat'), ['--data-dir', dataDir]);
    expect(code).toBe(2);
    expect(err).toContain('just generate-all');
  });
});
