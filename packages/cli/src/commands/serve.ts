import { once } from 'node:events';
import { IbertError } from '@ibert/core';
import { systemError } from '@ibert/core/files';
import type { CommandSpec } from '../command.js';
import { addEngineFlags, type EngineFlags } from '../engines/engine-flags.js';
import { EXIT } from '../exit-codes.js';
import { wholeNumber } from '../option-values.js';
import { httpServer } from '../serve/http-server.js';
import { openTaskService } from '../serve/task-service.js';

interface Options extends EngineFlags {
  readonly host: string;
  readonly port: number;
}

const EXAMPLES = `
Examples:
  ibert serve
  ibert serve --port 9000 --engine model
  curl -s localhost:8765/v1/fix -H 'content-type: application/json' -d '{"code": "t.filer(t.a > 1)"}'

POST /v1/complete, /v1/to-sql, /v1/from-sql, /v1/fix, /v1/qa and /v1/doc take what a line of --jsonl of the
command is, and answer the same. GET /health lists them. A model is loaded with the first request that
needs it, and stays. Only programs on this machine are answered, unless --host says otherwise.`;

/** `serve`: all six tasks over HTTP, with a model that stays loaded. */
export const serve: CommandSpec = {
  name: 'serve',
  configure(program) {
    program
      .description('Answer requests of all six tasks over HTTP.')
      .option('--host <address>', 'Address to listen on.', '127.0.0.1')
      .option('--port <n>', 'Port to listen on; 0: any that is free.', wholeNumber, 8765);
    addEngineFlags(program);
    program.addHelpText('after', EXAMPLES);
  },
  async run(io, program) {
    const { host, port, ...flags } = program.opts<Options>();
    if (port > 65_535)
      throw new IbertError('USAGE', `--port: expected at most 65535, found ${port}`);
    const service = await openTaskService(io, flags);
    const isLocal = host === '127.0.0.1' || host === '::1' || host === 'localhost';
    const server = httpServer(service, isLocal);
    try {
      server.listen(port, host);
      await once(server, 'listening').catch((error: unknown) => {
        throw systemError('USAGE', 'listen on', `${host}:${port}`, error);
      });
      const address = server.address();
      const at = typeof address === 'object' && address !== null ? address.port : port;
      io.say(`listening on http://${host}:${at}\n`);
      if (!io.signal.aborted) await once(io.signal, 'abort');
      return EXIT.interrupted;
    } finally {
      server.closeAllConnections();
      server.close();
      await service.close();
    }
  },
};
