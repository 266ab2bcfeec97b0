import { z } from 'zod';
import { TABLE_TASKS, TASK_WORDS } from '../signature.ts';
import { operation } from './operation.ts';
import { RUN_SETTINGS, runSettings } from './run-settings.ts';
import { RunStatus, runsShow } from './runs.ts';
import { Instant } from './shared.ts';

const Dataset = z.string().min(1).describe('`name` or `name@version` of a dataset.');
const Target = z
  .string()
  .min(1)
  .optional()
  .describe('Column to predict; `clusters` and `anomalies` have none.');

const MetricDescribed = z.object({
  name: z.string(),
  title: z.string(),
  better: z.enum(['higher', 'lower']),
  unit: z.enum(['share', 'nats', 'target', 'none']),
});

const MetricDefended = MetricDescribed.extend({
  why: z.string().describe('Why models are compared by it, or what speaks against it.'),
});

export const runsPlan = operation({
  name: 'runs.plan',
  doc: 'What a run would predict and how it would compare models, without training any.',
  http: 'GET /api/v1/datasets/{dataset}/plan',
  input: z.object({ dataset: Dataset, target: Target, ...runSettings }),
  output: z.object({
    dataset: z.string().describe('`name@version`.'),
    target: z.string().nullable().describe('Null for a task without one.'),
    task: z.enum([...TASK_WORDS, ...TABLE_TASKS]),
    why: z.string().describe('How the task was chosen, or what it does.'),
    nRows: z.number().int().describe('Rows that are learned from.'),
    nMissing: z.number().int().describe('Rows without a target, which are left out.'),
    classes: z
      .array(z.object({ name: z.string(), nRows: z.number().int() }))
      .describe('Most frequent first; empty for numbers.'),
    metric: MetricDefended.nullable().describe(
      'What models are compared by unless told otherwise; null for a task that compares otherwise.',
    ),
    metrics: z.array(MetricDefended).describe('Every metric of the task.'),
    settings: z
      .array(
        z.object({
          name: z.enum(RUN_SETTINGS),
          value: z.string().nullable().describe('What holds, asked for or inferred; null: none.'),
          says: z.string().describe('What that means, in a sentence.'),
          options: z.array(z.string()).nullable().describe('What fits; null: not a choice.'),
        }),
      )
      .describe('What the task may be told, with what holds unless it is.'),
    problems: z
      .array(
        z.object({
          setting: z.enum(RUN_SETTINGS).nullable().describe('Null: none of them in particular.'),
          message: z.string(),
          hint: z.string().nullable(),
        }),
      )
      .describe('Why it cannot begin; empty when it can.'),
    notes: z.array(z.string()).describe('What is to be known before it begins.'),
  }),
  errors: [
    'DATASET_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'COLUMN_UNKNOWN',
    'TARGET_UNUSABLE',
    'TABLE_TOO_SMALL',
    'ARGUMENT_INVALID',
  ],
  positional: ['dataset'],
  example: { dataset: 'penguins', target: 'species' },
});

const Started = z.object({
  id: z.string(),
  name: z.string().describe('What is run, for people: dataset and target.'),
});

export const runsStart = operation({
  name: 'runs.start',
  doc: 'Trains a model on a dataset in a process of its own, and answers at once.',
  http: 'POST /api/v1/runs',
  input: z.object({
    dataset: Dataset,
    target: Target,
    ...runSettings,
    budget: z
      .string()
      .regex(/^\d+(\.\d+)?(ms|s|m|h)$/, 'must be a number with s, m or h, such as "60s"')
      .optional()
      .describe('Wall time of the whole run, such as 30s, 5m or 1h. Default 60s.'),
    trials: z.coerce
      .number()
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe('Number of candidates instead of a budget: the same result on every machine.'),
    seed: z.coerce
      .number()
      .int()
      .min(0)
      .default(1)
      .describe('Seed of everything that draws at random.'),
    ignore: z.array(z.string()).default([]).describe('Columns that the model must not use.'),
  }),
  output: Started,
  errors: [
    'DATASET_NOT_FOUND',
    'COLUMN_UNKNOWN',
    'PROJECT_INVALID',
    'ARGUMENT_INVALID',
    'RUNS_BUSY',
    'DISK_FULL',
    'HOME_NOT_WRITABLE',
  ],
  positional: ['dataset'],
  example: { dataset: 'penguins', target: 'species', budget: '60s' },
});

export const runsProgress = operation({
  name: 'runs.progress',
  doc: 'How far a run is: its stage, the time it still has, and the candidates that it has tried.',
  http: 'GET /api/v1/runs/{id}/progress',
  input: runsShow.input.extend({
    after: z.coerce
      .number()
      .int()
      .min(0)
      .default(0)
      .describe('Leaves out as many of the first candidates: those that the caller has.'),
  }),
  output: z.object({
    id: z.string(),
    status: RunStatus,
    startedAt: Instant,
    stage: z
      .object({ name: z.string(), detail: z.string().nullable(), startedAt: Instant })
      .nullable()
      .describe('What it does, or did last; null before its first stage.'),
    msLeft: z
      .number()
      .nullable()
      .describe('Milliseconds of its budget that are left; null without a budget, or when over.'),
    metric: MetricDescribed.nullable().describe('Of the scores; null before the first one.'),
    hasCandidates: z
      .boolean()
      .describe('Whether its task tries candidates; false of forecasts, clusters and anomalies.'),
    nTrials: z.number().int().describe('Candidates so far: the next `after`.'),
    nPlanned: z.number().int().nullable().describe('Candidates in all, where that is known.'),
    trials: z
      .array(
        z.object({
          n: z.number().int(),
          name: z.string(),
          title: z.string(),
          status: z.enum(['finished', 'failed', 'skipped']),
          isBaseline: z.boolean(),
          score: z.number().nullable().describe('Mean over the folds.'),
          scoreSd: z.number().nullable().describe('Standard deviation over the folds.'),
          nFolds: z.number().int().describe('Folds that were finished.'),
          fitMs: z.number().nullable().describe('Mean time to fit a fold, milliseconds.'),
          error: z.string().nullable(),
        }),
      )
      .describe('In the order in which they ended.'),
    canStop: z.boolean(),
    canResume: z.boolean(),
    resumes: z.string().nullable().describe('Run that it goes on with.'),
    lastWords: z
      .string()
      .nullable()
      .describe('What the process of a killed run said at its end; null where it said nothing.'),
  }),
  errors: ['RUN_NOT_FOUND'],
  example: { id: '01JD0000000000000000000000', after: 10 },
});

export const runsStop = operation({
  name: 'runs.stop',
  doc: 'Stops a run; what it has finished is kept, so that it can go on.',
  http: 'POST /api/v1/runs/{id}/stop',
  input: runsShow.input,
  output: z.object({ id: z.string(), status: RunStatus }),
  errors: ['RUN_NOT_FOUND', 'RUN_FINISHED', 'RUN_OUT_OF_REACH'],
  example: { id: '01JD0000000000000000000000' },
});

export const runsResume = operation({
  name: 'runs.resume',
  doc: 'Goes on with a run that was stopped, killed or failed, as a run of its own with the time that was left.',
  http: 'POST /api/v1/runs/{id}/resume',
  input: runsShow.input,
  output: Started,
  errors: [
    'RUN_NOT_FOUND',
    'RUN_NOT_RESUMABLE',
    'RUNS_BUSY',
    'DATASET_NOT_FOUND',
    'FILE_NOT_FOUND',
    'FILE_NOT_READABLE',
    'TABLE_EMPTY',
    'PROJECT_INVALID',
    'DISK_FULL',
    'HOME_NOT_WRITABLE',
  ],
  example: { id: '01JD0000000000000000000000' },
});
