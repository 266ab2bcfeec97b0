export type { Answerer, Told } from './answerer.ts';
