import { IbertError, InternalError } from '@ibert/core';
import type { Message } from '../text-model.js';
import { firstLine, type Tokenizer } from './runtime.js';

/**
 * The messages as the tokens the model was trained on, ready for its answer.
 *
 * @param template a chat template from a file of its own; else the tokenizer's is used.
 * @throws IbertError `MODEL_CHAT` if the model's template refuses the messages.
 */
export function chatTokens(
  tokenizer: Tokenizer,
  template: string | undefined,
  messages: readonly Message[],
): readonly number[] {
  const text = render(tokenizer, template, messages);
  // The template writes the special tokens itself.
  const encoded: unknown = tokenizer.encode(text, { add_special_tokens: false });
  if (!Array.isArray(encoded)) throw new InternalError('the tokenizer gives no list');
  return encoded.map(Number);
}

function render(
  tokenizer: Tokenizer,
  template: string | undefined,
  messages: readonly Message[],
): string {
  const turns = messages.map(({ role, content }) => ({ role, content }));
  try {
    const text: unknown = tokenizer.apply_chat_template(turns, {
      tokenize: false,
      add_generation_prompt: true,
      ...(template === undefined ? {} : { chat_template: template }),
    });
    return String(text);
  } catch (error) {
    throw new IbertError(
      'MODEL_CHAT',
      `the chat template refuses the messages: ${firstLine(error)}`,
      {
        hint: 'Some models know no system message, or want user and assistant to take turns.',
        cause: error,
      },
    );
  }
}
