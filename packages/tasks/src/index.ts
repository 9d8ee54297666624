/** The six tasks as commands do them: by the compiler engine, or by a model whose answers are checked. */
export * from './answer.js';
export * from './handler.js';
