import type { ObjectiveDescription } from './objective.ts';
import { pinballObjective } from './pinball.ts';
import { readNumbers } from './read-target.ts';

/** The absolute error |f - y|: twice the pinball loss at one half, so its leaves step by weighted medians. */
export const absolute: ObjectiveDescription<Record<never, never>> = {
  name: 'absolute',
  title: 'Absolute error',
  target: 'numbers',
  params: {},
  doc: 'The median of the target; far values pull no more than near ones.',
  source: 'Friedman (2001), "Greedy function approximation", Annals of Statistics 29, algorithm 3.',
  create: (input) =>
    pinballObjective(readNumbers(absolute, input), { name: 'absolute', level: 0.5, scale: 2 }),
};
