import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { answerMessage, askedMessages, groupThousands, IbertError, type Prompt } from '@ibert/core';
import { openAtomicFile, openInput } from '@ibert/core/files';
import { loadPrompt } from '@ibert/core/prompts';
import { type DatasetRecord, readRecords, type Task, TASKS } from '@ibert/core/records';
import type { CommandSpec } from '../command.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { SHIPPED_PROMPTS } from '../paths.js';
import { addSettingFlags, type SettingFlags, settings } from '../settings.js';

interface Options extends SettingFlags {
  readonly output?: string;
}

const SPLITS = ['train', 'validation', 'test'] as const;

const NOTES = `
Without files: every split of the data directory, to chat/<split>.jsonl there. A line is {"messages": [system, user,
assistant]}: the conversation that the commands have with a model, and the answer that the record holds.`;

/** `export-chat [file...]`: records as conversations, as trainers of chat models read them. */
export const exportChat: CommandSpec = {
  name: 'export-chat',
  configure(program) {
    program
      .description('Write records as conversations for fine-tuning.')
      .argument('[file...]', 'files of records (default: the splits)')
      .option('--output <file>', 'Where one file goes (default: standard output).');
    addSettingFlags(program);
    program.addHelpText('after', NOTES);
  },
  async run(io, program) {
    const { output, ...flags } = program.opts<Options>();
    const prompts = await allPrompts();
    if (program.args.length > 0) {
      if (output !== undefined) {
        await writeChat(io, program.args, output, prompts);
        return EXIT.done;
      }
      for (const file of program.args) {
        for await (const line of chatLines(file, prompts)) await io.write(line);
      }
      return EXIT.done;
    }
    const { data_dir: dataDir } = await settings(io, flags);
    const splits = SPLITS.filter((split) => existsSync(join(dataDir, 'splits', `${split}.jsonl`)));
    if (splits.length === 0) {
      throw new IbertError('INPUT_UNREADABLE', `there are no splits in ${dataDir}`, {
        hint: 'Make the dataset: just generate-all. Or name files of records.',
      });
    }
    for (const split of splits) {
      const file = join(dataDir, 'splits', `${split}.jsonl`);
      await writeChat(io, [file], join(dataDir, 'chat', `${split}.jsonl`), prompts);
    }
    return EXIT.done;
  },
};

type Prompts = ReadonlyMap<Task, Prompt>;

async function allPrompts(): Promise<Prompts> {
  const entries = TASKS.map(
    async (task) => [task, await loadPrompt(SHIPPED_PROMPTS, task)] as const,
  );
  return new Map(await Promise.all(entries));
}

async function writeChat(
  io: Io,
  files: readonly string[],
  output: string,
  prompts: Prompts,
): Promise<void> {
  const target = await openAtomicFile(output);
  let count = 0;
  try {
    for (const file of files) {
      for await (const line of chatLines(file, prompts)) {
        await target.write(line);
        count += 1;
      }
    }
    await target.commit();
  } finally {
    await target.discard();
  }
  io.say(`wrote ${groupThousands(count)} conversations to ${output}\n`);
}

async function* chatLines(file: string, prompts: Prompts): AsyncGenerator<string> {
  for await (const item of readRecords(openInput(file), { file })) {
    if (item.kind === 'Fault') throw item.error;
    yield `${JSON.stringify({ messages: conversationOf(item.record, prompts) })}\n`;
  }
}

function conversationOf(record: DatasetRecord, prompts: Prompts): readonly object[] {
  const prompt = prompts.get(record.task);
  if (prompt === undefined) throw new IbertError('INVALID_RECORD', `no prompt for ${record.task}`);
  return [...askedMessages(prompt, record), answerMessage(prompt, record.target)];
}
