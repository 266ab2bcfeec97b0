export { type ProcessFacts, showHealth } from './show.ts';
