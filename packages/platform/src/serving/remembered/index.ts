export { type AnswerMemory, createAnswerMemory } from './answer-memory.ts';
export { answerRemembered, type Recalled } from './answer-remembered.ts';
export type { MemoryFigures } from './endpoint-memory.ts';
