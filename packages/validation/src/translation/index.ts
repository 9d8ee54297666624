/** Proof of translations from SQL by running both sides. */
export { TranslationJudge } from './judge.js';
export { JudgeProcess } from './judge-process.js';
export type { Judgement, Translation } from './judge.js';
