import { readdirSync } from 'node:fs';
import { PROGRAMS, runUmbrella } from '@ibert/cli';
import { describe, expect, it } from 'vitest';
import { fakeIo } from './support.js';

describe('ibert', () => {
  it('runs every program under one name', async () => {
    const { io, texts } = fakeIo({ stdin: ['t.count()'] });
    expect(await runUmbrella(['ibert-to-sql'], io)).toBe(0);
    expect(texts().out).toContain('COUNT(*)');
  });

  it('lists the programs that bin/ has', async () => {
    const { io, texts } = fakeIo();
    expect(await runUmbrella(['--help'], io)).toBe(0);
    for (const name of Object.keys(PROGRAMS)) expect(texts().out).toContain(`  ${name} `);
    const bins = Object.entries(PROGRAMS).flatMap(([name, program]) =>
      'isBin' in program ? [] : [name],
    );
    expect(readdirSync('bin').sort()).toEqual([...bins, 'ibert'].sort());
  });

  it('knows the commands of the tasks without the name of the product', async () => {
    const { io, texts } = fakeIo({ stdin: ['SELECT a FROM t'] });
    expect(await runUmbrella(['from-sql'], io)).toBe(0);
    expect(texts().out).toBe('t.select("a")\n');
  });

  it('exits 2 without a command, and for one that does not exist', async () => {
    const nothing = fakeIo();
    expect(await runUmbrella([], nothing.io)).toBe(2);
    expect(nothing.texts()).toMatchObject({
      out: '',
      err: expect.stringContaining('Usage: ibert'),
    });
    const wrong = fakeIo();
    expect(await runUmbrella(['generate-date'], wrong.io)).toBe(2);
    expect(wrong.texts().err).toBe(
      "error: unknown command 'generate-date'\nhint: Did you mean generate-data?\n",
    );
  });
});
