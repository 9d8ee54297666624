import { existsSync } from 'node:fs';
import { openModel } from '@ibert/models';
import { describe, expect, it } from 'vitest';
import { ask, createHost, localSettings, QUESTION, TINY_MODEL } from './support.js';

/** Where Linux shows the drivers of graphics processors; other systems are not tried. */
const DRIVERS = [
  { device: 'cuda', paths: ['/dev/nvidiactl', '/dev/nvidia0'] },
  { device: 'webgpu', paths: ['/dev/dri', '/dev/nvidiactl'] },
] as const;

describe.each(DRIVERS)('on $device (skipped where there is no driver)', ({ device, paths }) => {
  it.skipIf(!paths.some((path) => existsSync(path)))(
    'a model gives the same answer as on the processor',
    async () => {
      const asked = [QUESTION, [...QUESTION, { role: 'user', content: 'and the ages' } as const]];
      const answers: Record<string, string[]> = {};
      for (const where of ['cpu', device] as const) {
        const model = await openModel(localSettings(TINY_MODEL, { device: where }), createHost());
        expect(model.device).toBe(where);
        answers[where] = [];
        for (const messages of asked) answers[where].push((await ask(model, messages)).text);
        await model.close();
      }
      expect(answers[device]).toEqual(answers['cpu']);
    },
  );
});
