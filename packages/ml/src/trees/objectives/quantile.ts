import type { ObjectiveDescription } from './objective.ts';
import { pinballObjective } from './pinball.ts';
import { readNumbers } from './read-target.ts';

const params = {
  quantileLevel: {
    kind: 'number',
    default: 0.5,
    range: [0.001, 0.999],
    doc: 'Share of rows that shall lie below the answer.',
  },
} as const;

/** The pinball loss at a level: see `pinballObjective`. */
export const quantile: ObjectiveDescription<typeof params> = {
  name: 'quantile',
  title: 'Quantile',
  target: 'numbers',
  params,
  doc: 'The number below which a given share of the rows lies.',
  source: 'Koenker & Bassett (1978), "Regression Quantiles", Econometrica 46, 33-50.',
  create: (input, { quantileLevel }) =>
    pinballObjective(readNumbers(quantile, input), {
      name: 'quantile',
      level: quantileLevel,
      scale: 1,
    }),
};
