import type { Compile } from './compile.js';
import type { Setup } from './pool/protocol.js';
import { serve } from './pool/serve.js';
import { Validator } from './validator.js';
import type { Example } from './validator.js';

/** The worker process: proves one example per message. See `pool/worker-pool.ts`. */

async function setUp({ options, compileModule }: Setup): Promise<Validator> {
  if (compileModule === undefined) return Validator.open(options);
  const { compile } = (await import(compileModule)) as { readonly compile: Compile };
  return Validator.open({ ...options, compile });
}

serve<Example>(async (setup) => {
  const validator = await setUp(setup);
  return (example) => validator.validateExample(example);
});
