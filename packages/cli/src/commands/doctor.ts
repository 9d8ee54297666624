import type { CommandSpec } from '../command.js';
import { addModelFlags, type EngineFlags, engineSettings } from '../engines/engine-flags.js';
import { EXIT } from '../exit-codes.js';
import { examine } from '../doctor/examine.js';

/** `doctor`: what is here, what is missing, and what to do about it. */
export const doctor: CommandSpec = {
  name: 'doctor',
  configure(program) {
    program
      .description('Report node, engines, model, device, cache and settings.')
      .option('--json', 'Print one JSON object.');
    addModelFlags(program);
  },
  async run(io, program) {
    const { json, ...flags } = program.opts<EngineFlags & { readonly json?: true }>();
    const findings = await examine(io, await engineSettings(io, flags), flags);
    const ok = findings.every(({ state }) => state !== 'bad');
    if (json === true) {
      await io.write(`${JSON.stringify({ ok, findings })}\n`);
    } else {
      const width = Math.max(...findings.map(({ what }) => what.length));
      for (const { what, state, found, hint } of findings) {
        await io.write(`${SIGNS[state]} ${what.padEnd(width)}  ${found}\n`);
        if (hint !== undefined) await io.write(`  ${' '.repeat(width)}  ${hint}\n`);
      }
    }
    return ok ? EXIT.done : EXIT.failed;
  },
};

const SIGNS = { good: '✓', open: '–', bad: '✗' } as const;
