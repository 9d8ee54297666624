import { existsSync } from 'node:fs';
import { type Dtype, openModel, type TextModel, type Usage } from '@ibert/models';
import { median } from './clock.js';

/** One opened model; times are milliseconds. */
interface Round {
  /** Tokens of the prompt, and those the second request did not have to feed again. */
  readonly promptTokens: number;
  readonly reusedTokens: number;
  readonly open: number;
  /** To the first token of the first request. */
  readonly first: number;
  /** To the first token of a second request whose prompt begins the same. */
  readonly second: number;
  /** Tokens per second, after the first one. */
  readonly perSecond: number;
}

/** One number format of SmolLM2: medians of a few rounds. */
export interface ModelSpeed extends Round {
  readonly dtype: Dtype;
}

/** The model that tools/make-models.sh makes. */
const FOLDER = '.cache/models/smollm2-135m';
const DTYPES = ['q8', 'q4', 'fp32'] as const satisfies readonly Dtype[];

/** How often a model is opened and asked. */
const ROUNDS = 3;
const MAX_TOKENS = 48;

const QUESTIONS = [
  'Explain how to count the orders of each customer.',
  'Explain how to find the ten largest orders.',
] as const;

/** About as long as the prompts of the commands: rules, tables, an example. */
const SYSTEM = `You help people write queries with Ibis, a Python dataframe API. Answer in plain words.
Only use the tables and columns that are listed here, and never invent a name.
orders: id int64, customer_id int64, amount decimal(12, 2), status string, created_at timestamp
customers: id int64, name string, email string, country string, joined_on date
products: id int64, title string, category string, price decimal(10, 2), stock int64
lines: order_id int64, product_id int64, quantity int64, discount float64
A table has the methods filter, select, mutate, group_by, aggregate, order_by, limit and join.
A column has the methods sum, mean, min, max, count, nunique, cast, isnull and fill_null.
Example. Question: how much did each country buy?
Answer: orders.join(customers, orders.customer_id == customers.id).group_by("country").aggregate(total=orders.amount.sum())
Give a short answer of one or two sentences.`;

/** Measures SmolLM2; `undefined` where the model was not made. */
export async function measureModels(): Promise<readonly ModelSpeed[] | undefined> {
  if (!existsSync(FOLDER)) return undefined;
  const speeds: ModelSpeed[] = [];
  for (const dtype of DTYPES) {
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measureOnce(dtype));
    speeds.push({ dtype, ...middle(rounds) });
  }
  return speeds;
}

async function measureOnce(dtype: Dtype): Promise<Round> {
  const start = performance.now();
  const model = await openModel(
    { provider: 'transformers', model: FOLDER, device: 'cpu', dtype },
    { say: (text) => void process.stderr.write(`${text}\n`), env: {} },
  );
  const open = performance.now() - start;
  try {
    const first = await ask(model, QUESTIONS[0]);
    const second = await ask(model, QUESTIONS[1]);
    return {
      promptTokens: second.promptTokens,
      reusedTokens: second.reusedTokens,
      open,
      first: first.firstTokenMs,
      second: second.firstTokenMs,
      perSecond: median([first.perSecond, second.perSecond]),
    };
  } finally {
    await model.close();
  }
}

/** What is not a number is not known: the request gave no token. */
interface Answered {
  readonly promptTokens: number;
  readonly reusedTokens: number;
  readonly firstTokenMs: number;
  readonly perSecond: number;
}

async function ask(model: TextModel, question: string): Promise<Answered> {
  const used: Usage[] = [];
  const start = performance.now();
  const answer = model.generate(
    [
      { role: 'system', content: SYSTEM },
      { role: 'user', content: question },
    ],
    { maxTokens: MAX_TOKENS, temperature: 0, onUsage: (usage) => void used.push(usage) },
  );
  for await (const piece of answer) void piece;
  const all = performance.now() - start;
  const {
    promptTokens = NaN,
    reusedTokens = NaN,
    generatedTokens = NaN,
    firstTokenMs = NaN,
  } = used.at(-1) ?? {};
  const perSecond = ((generatedTokens - 1) * 1000) / (all - firstTokenMs);
  return { promptTokens, reusedTokens, firstTokenMs, perSecond };
}

/** The median of each time; the tokens are the same in every round. */
function middle(rounds: readonly Round[]): Round {
  const of = (what: keyof Round): number => median(rounds.map((round) => round[what]));
  return {
    promptTokens: of('promptTokens'),
    reusedTokens: of('reusedTokens'),
    open: of('open'),
    first: of('first'),
    second: of('second'),
    perSecond: of('perSecond'),
  };
}
