import { z } from 'zod';
import { operation } from './operation.ts';
import { Instant, Name, pageOf, paging } from './shared.ts';

export const Experiment = z.object({
  name: Name,
  createdAt: Instant,
  nRuns: z.number().int(),
  lastRunAt: Instant.nullable(),
});

export const experimentsList = operation({
  name: 'experiments.list',
  doc: 'Experiments, newest first. Runs on one dataset and target share an experiment.',
  http: 'GET /api/v1/experiments',
  input: z.object({
    id: z
      .string()
      .regex(/^\d{1,15}$/, 'must be a whole number')
      .optional()
      .describe("Only the one of this number, by which MLflow's clients know it."),
    ...paging,
  }),
  output: pageOf(Experiment),
  errors: [],
  example: { limit: 20 },
});

export const experimentsShow = operation({
  name: 'experiments.show',
  doc: 'One experiment with the number of its runs.',
  http: 'GET /api/v1/experiments/{name}',
  input: z.object({ name: Name.describe('Name of the experiment.') }),
  output: Experiment,
  errors: ['EXPERIMENT_NOT_FOUND'],
  example: { name: 'penguins-species' },
});
