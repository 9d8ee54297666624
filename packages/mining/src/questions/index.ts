export { distinctQuestions } from './distinct-questions.js';
export { mineDocstringQuestions } from './mine-docstring-questions.js';
export { minePythonQuestions } from './mine-python-questions.js';
export { mineQuestions } from './mine-questions.js';
