import type { RecordContext, RecordOf, Task } from './record-schema.js';
import { IbertError } from './errors.js';

/**
 * The prompt of a task: what the model is told first, and the parts of a question and of its answer.
 * `{name}` in a part stands for a value; a part whose value is missing is left out.
 */
export interface Prompt {
  readonly task: Task;
  readonly systemPrompt: string;
  readonly question: readonly string[];
  readonly answer: readonly string[];
}

/** One turn of a conversation with a model. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What is asked: a record without its answer. */
export interface Asked<T extends Task> {
  readonly dialect: string;
  readonly context: RecordContext;
  readonly input: RecordOf<T>['input'];
}

/** The conversation that asks for an answer: what the model is told, and the question. */
export function askedMessages<T extends Task>(
  prompt: Prompt,
  { dialect, context, input }: Asked<T>,
): readonly ChatMessage[] {
  const values = { dialect, tables: tablesText(context), ...textsOf(input) };
  return [
    { role: 'system', content: prompt.systemPrompt },
    { role: 'user', content: filled(prompt.question, values) },
  ];
}

/** The answer that a record holds, as a model should write it. */
export function answerMessage<T extends Task>(
  prompt: Prompt,
  target: RecordOf<T>['target'],
): ChatMessage {
  return { role: 'assistant', content: filled(prompt.answer, textsOf(target)) };
}

type Values = Readonly<Record<string, string | undefined>>;

const PLACEHOLDER = /\{([a-z_]+)\}/g;

function filled(parts: readonly string[], values: Values): string {
  const texts = parts.flatMap((part) => {
    const names = [...part.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
    if (names.some((name) => values[name] === undefined)) return [];
    return [part.replace(PLACEHOLDER, (_, name: string) => values[name] ?? '')];
  });
  if (texts.length === 0) {
    throw new IbertError('INVALID_RECORD', 'no part of the prompt has all its values', {
      hint: `The parts want ${parts.join(' | ')}.`,
    });
  }
  return texts.join('\n\n');
}

/** Members as texts; a list of texts is one, its items apart by an empty line. */
function textsOf(members: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join('\n\n') : typeof value === 'string' ? value : undefined,
    ]),
  );
}

/** `orders(id: int64, price: float64)`, a line for each table. */
function tablesText({ tables }: RecordContext): string | undefined {
  const lines = Object.entries(tables).map(([name, { schema }]) => {
    const columns = Object.entries(schema).map(([column, type]) => `${column}: ${type}`);
    return `${name}(${columns.join(', ')})`;
  });
  return lines.length === 0 ? undefined : lines.join('\n');
}
