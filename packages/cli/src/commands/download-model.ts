import type { CommandSpec } from '../command.js';
import { modelHost, modelSettings } from '../engines/configured-model.js';
import { addModelFlags, type EngineFlags, engineSettings } from '../engines/engine-flags.js';
import { EXIT } from '../exit-codes.js';

const EXAMPLES = `
Examples:
  ibert download-model
  ibert download-model --model Qwen/Qwen2.5-Coder-0.5B-Instruct --dtype q8

Downloads go to the cache of the hub (HF_HOME), and are not repeated. The model is loaded once, so
that what is damaged is found now.`;

/** `download-model`: fetches the model that the commands use, before it is needed. */
export const downloadModel: CommandSpec = {
  name: 'download-model',
  configure(program) {
    program.description('Fetch the model that the commands use, and try to load it.');
    addModelFlags(program);
    program.addHelpText('after', EXAMPLES);
  },
  async run(io, program) {
    const config = await engineSettings(io, program.opts<EngineFlags>());
    const { fetchModel, openModel } = await import('@ibert/models');
    const host = await modelHost(io);
    const fetched = await fetchModel(modelSettings(config), host);
    const model = await openModel(modelSettings(config), host);
    await model.close();
    const size = `${Math.ceil(fetched.bytes / 1024 ** 2)} MB as ${fetched.dtype}`;
    await io.write(`${fetched.folder}\n`);
    io.say(`${fetched.name} is here (${size}); it runs on ${model.device}\n`);
    return EXIT.done;
  },
};
