export { answerQuestion } from './answer-question.js';
export type { Answer, AnswerOptions } from './answer-question.js';
export { questions } from './handler.js';
export type { QaRequest } from './handler.js';
