import { IbertError, type Prompt } from '@ibert/core';
import type { Config } from '@ibert/core/config';
import type { TextModel } from '@ibert/models';
import { answerByCompiler, answerByModel, type Answered, type TaskHandler } from '@ibert/tasks';
import type { Io } from '../io.js';
import { SHIPPED_PROMPTS } from '../paths.js';
import { chosenEngine, type EngineFlags, engineSettings } from './engine-flags.js';
import { hasModel, openConfiguredModel } from './configured-model.js';

/** Answers requests of any task, by whom the flags and settings say. */
export interface Engine {
  /** @throws IbertError when nobody has an answer. */
  answer<R, A>(handler: TaskHandler<R, A>, request: R, hooks?: EngineHooks): Promise<Answered<A>>;
  close(): Promise<void>;
}

/** What is done beside answering. */
export interface EngineHooks {
  /** Told what a model says, as it comes. */
  readonly onText?: (text: string) => void;
}

/** Opens what answers; a model is loaded with the first question that needs it, and stays. */
export async function openEngine(io: Io, flags: EngineFlags): Promise<Engine> {
  const engine = await chosenEngine(io, flags);
  const verify = flags.verify !== false;
  const models = new LoadedModel(io, flags);
  const byModel = async <R, A>(
    handler: TaskHandler<R, A>,
    request: R,
    hooks: EngineHooks,
  ): Promise<Answered<A>> => {
    const { model, config } = await models.open();
    return answerByModel(handler, request, model, await models.prompt(handler.task), {
      temperature: config.model.temperature,
      maxTokens: config.model.max_tokens,
      attempts: config.model.attempts,
      deadlineMs: config.model.timeout_s * 1000,
      seed: flags.seed ?? config.seed,
      signal: io.signal,
      verify,
      ...hooks,
    });
  };
  return {
    async answer(handler, request, hooks = {}) {
      if (engine === 'model') return byModel(handler, request, hooks);
      try {
        return await answerByCompiler(handler, request, verify);
      } catch (error) {
        if (engine === 'compiler' || !(error instanceof IbertError)) throw error;
        if (!handler.isBeyond(error)) throw error;
        if (!(await hasModel(await models.config(), io))) throw withoutModel(error);
        io.say(`note: the compiler engine has no answer (${error.message}); a model is asked\n`);
        return byModel(handler, request, hooks);
      }
    },
    close: () => models.close(),
  };
}

/** The same error, with what else could be tried. */
const withoutModel = (error: IbertError): IbertError =>
  new IbertError(error.code, error.message, {
    span: error.span,
    file: error.file,
    hint: `${error.hint === undefined ? '' : `${error.hint} `}A model may know: ibert download-model fetches it, once.`,
    cause: error,
  });

/** The model of the settings, opened at most once. */
class LoadedModel {
  readonly #io: Io;
  readonly #flags: EngineFlags;
  #config: Promise<Config> | undefined;
  #opened: Promise<TextModel> | undefined;
  readonly #prompts = new Map<string, Promise<Prompt>>();

  constructor(io: Io, flags: EngineFlags) {
    this.#io = io;
    this.#flags = flags;
  }

  config(): Promise<Config> {
    this.#config ??= engineSettings(this.#io, this.#flags);
    return this.#config;
  }

  async open(): Promise<{ readonly model: TextModel; readonly config: Config }> {
    const config = await this.config();
    this.#opened ??= openConfiguredModel(config, this.#io);
    return { model: await this.#opened, config };
  }

  prompt(task: Prompt['task']): Promise<Prompt> {
    let prompt = this.#prompts.get(task);
    if (prompt === undefined) {
      prompt = import('@ibert/core/prompts').then(({ loadPrompt }) =>
        loadPrompt(SHIPPED_PROMPTS, task),
      );
      this.#prompts.set(task, prompt);
    }
    return prompt;
  }

  async close(): Promise<void> {
    // A model that could not be opened has been reported already.
    const model = await this.#opened?.catch(() => undefined);
    await model?.close();
  }
}
