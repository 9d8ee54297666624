import { documentCode } from '@ibert/tasks/doc';
import { expect, it, vi } from 'vitest';

vi.mock('@ibert/validation/duckdb', () => {
  throw new Error('DuckDB was loaded');
});

const code = 'def f(t):\n    return t.filter(t.a > 1)\n';

it('loads DuckDB for examples only', async () => {
  const { functions } = await documentCode({ code, examples: false });
  expect(functions[0]?.verified).toBe(true);
  await expect(documentCode({ code })).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' });
});
