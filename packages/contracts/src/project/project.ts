import { z } from 'zod';
import { ANOMALY_POLICIES } from '../data/anomaly.ts';
import { problemsOf } from '../operations/problems.ts';
import { TABLE_TASKS, TASK_WORDS } from '../signature.ts';
import { Endpoints } from './endpoints.ts';
import { Gate } from './gate.ts';
import { Graphs } from './graph.ts';
import { projectInvalid } from './project-invalid.ts';

/** Names of the ways to search. */
export const SEARCH_STRATEGIES = ['grid', 'random', 'evolution', 'cost-frugal', 'tpe'] as const;

/** Parts of the cross-validation of a project that does not say. */
export const DEFAULT_FOLDS = 5;

/** What `kaizen.yaml` holds; the TypeScript API takes the same object. */
export const Project = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
        'must start with a letter or digit and hold only letters, digits, ".", "_" and "-"',
      )
      .optional()
      .describe('Name of the experiment and of the model. Default: dataset and target.'),
    data: z.string().min(1).describe('Path of the data file, relative to the project file.'),
    target: z
      .string()
      .min(1)
      .optional()
      .describe('Column to predict; `clusters` and `anomalies` have none.'),
    task: z
      .enum([...TASK_WORDS, ...TABLE_TASKS])
      .optional()
      .describe(
        'Default: inferred from the target. `counts` of events, never below 0; `quantiles` instead of means; `ranking` of the rows of a group by grades. `forecast` the next steps of one or many series, `clusters` groups of like rows, `anomalies` unusual rows; the last two have no target.',
      ),
    forecast: z
      .strictObject({
        time: z
          .string()
          .min(1)
          .optional()
          .describe(
            'Column of time. Default: the only column of dates, else the order of the rows.',
          ),
        series: z
          .string()
          .min(1)
          .optional()
          .describe('Column that tells series apart, such as a store. Default: one series.'),
        horizon: z
          .number()
          .int()
          .min(1)
          .max(10_000)
          .optional()
          .describe('Steps to forecast. Default: what is usual for the frequency.'),
        season: z
          .number()
          .int()
          .min(1)
          .max(100_000)
          .optional()
          .describe(
            'Steps after which a pattern repeats, 12 for months in years; 1: none. Default: inferred.',
          ),
        frequency: z
          .string()
          .regex(
            /^(\d{1,4} ?)?(second|minute|hour|day|week|month|quarter|year|business-day)s?$/,
            'must be a unit of time such as "month", "30 minutes" or "business-day"',
          )
          .optional()
          .describe('Distance of two points, such as `month` or `30 minutes`. Default: inferred.'),
      })
      .prefault({})
      .describe('For the task `forecast`.'),
    clusters: z
      .strictObject({
        count: z
          .number()
          .int()
          .min(2)
          .max(100)
          .optional()
          .describe('Number of clusters. Default: chosen, or none where the data have none.'),
      })
      .prefault({})
      .describe('For the task `clusters`.'),
    anomalies: z
      .strictObject({
        share: z
          .number()
          .gt(0)
          .max(0.5)
          .optional()
          .describe(
            'Share of the rows that are called anomalies. Default: rows that fewer than 0.5 % of ordinary rows are as unusual as.',
          ),
        detector: z
          .enum(['isolation-forest', 'robust-distance'])
          .default('isolation-forest')
          .describe(
            '`isolation-forest` for data of any shape, `robust-distance` for odd combinations in data of one center.',
          ),
      })
      .prefault({})
      .describe('For the task `anomalies`.'),
    quantiles: z
      .array(z.number().gt(0).lt(1))
      .min(1)
      .max(20)
      .refine((levels) => levels.every((level, i) => i === 0 || level > (levels[i - 1] ?? 1)), {
        message: 'must rise from one to the next',
      })
      .optional()
      .describe(
        'Shares of rows that shall lie below each answered quantile, for the task `quantiles`, which they imply. Default there: 0.1, 0.5, 0.9.',
      ),
    group: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Column whose rows belong together, such as a patient or a query: they stay on one side of every split. A `ranking` ranks within it. No feature.',
      ),
    time: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Column that tells when a row came to be: models are measured on later rows than they learned from.',
      ),
    weights: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Column of numbers that tell how much a row counts, in fits and in metrics. No feature.',
      ),
    ignore: z.array(z.string()).default([]).describe('Columns that the model must not use.'),
    split: z
      .strictObject({
        kind: z
          .enum(['random', 'stratified', 'group', 'time'])
          .optional()
          .describe(
            'Default: `time` with a `time` column, `group` with a `group` column, else stratified for classes and random for numbers.',
          ),
        test: z
          .number()
          .min(0.05)
          .max(0.5)
          .default(0.2)
          .describe('Share of rows that no model sees before the end.'),
        column: z
          .string()
          .optional()
          .describe('The group or the time column. Default: `group` or `time` above.'),
        refit: z
          .boolean()
          .default(true)
          .describe(
            'Whether the models that are delivered learn once more from all rows, those of the test part among them. Their figures are those of their twins that had not seen it. `false`: what was measured is delivered.',
          ),
      })
      .prefault({}),
    search: z
      .strictObject({
        budget: z
          .union([
            z.number(),
            z
              .string()
              .regex(/^\d+(\.\d+)?(ms|s|m|h)$/, 'must be a number with s, m or h, such as "60s"'),
          ])
          .optional()
          .describe(
            'Wall time of the whole run: `60s`, `5m`, or a number of seconds. Default 60s.',
          ),
        trials: z
          .number()
          .int()
          .min(1)
          .max(1000)
          .optional()
          .describe('Candidates tried instead of a budget: the same result on every machine.'),
        folds: z
          .number()
          .int()
          .min(2)
          .max(20)
          .optional()
          .describe(
            'Parts of the cross-validation, all of which every candidate is tried on. Default: 5, of many rows as few of them as hold out 8000.',
          ),
        strategy: z
          .enum(SEARCH_STRATEGIES)
          .optional()
          .describe(
            'How candidates are chosen behind those that were good elsewhere. Default: evolution.',
          ),
        workers: z
          .number()
          .int()
          .min(1)
          .max(64)
          .optional()
          .describe('Worker threads. Default: one per core.'),
      })
      .prefault({}),
    metric: z
      .string()
      .optional()
      .describe(
        'Metric that chooses the champion. Default by task: roc_auc, log_loss, rmse, poisson_deviance, pinball_loss or ndcg@10.',
      ),
    costs: z
      .record(z.string(), z.record(z.string(), z.number().min(0)))
      .optional()
      .describe(
        'What calling a class costs, by true class and called class: `{ good: { bad: 1 }, bad: { good: 5 } }`. A right call costs nothing unless said. Default: the most probable class is called.',
      ),
    seed: z
      .number()
      .int()
      .min(0)
      .max(Number.MAX_SAFE_INTEGER)
      .default(1)
      .describe('Same seed, same result.'),
    guardrails: z
      .strictObject({
        keep: z
          .array(z.string())
          .default([])
          .describe('Columns that stay although a guardrail would leave them out.'),
        leak: z
          .enum(['drop', 'warn', 'stop'])
          .default('drop')
          .describe('What happens to a column that gives the answer away.'),
      })
      .prefault({}),
    gate: Gate.prefault({}),
    release: z
      .strictObject({
        approvals: z
          .number()
          .int()
          .min(0)
          .max(10)
          .default(0)
          .describe(
            'Approvals that a version needs before it becomes the champion, by different people.',
          ),
        description: z
          .enum(['required', 'optional'])
          .default('optional')
          .describe('Whether the model and the version must say what they are for.'),
      })
      .prefault({})
      .describe('A run makes the rules of its model as strict as these, never less strict.'),
    graphs: Graphs.optional().describe(
      'Inference graphs by name, which `kaizen models register-graph` registers; a file of graphs alone needs nothing else.',
    ),
    endpoints: Endpoints.optional().describe(
      'Settings of endpoints by name, which `kaizen endpoints apply` applies; a file of endpoints alone needs nothing else.',
    ),
    serving: z
      .strictObject({
        schema: z
          .string()
          .min(1)
          .optional()
          .describe(
            'Stored schema that rows are checked against, `name` or `name@version`. Default: the one of the dataset, if there is one.',
          ),
        anomalies: z
          .enum(ANOMALY_POLICIES)
          .default('warn')
          .describe('What happens to rows that come to be answered and do not keep the schema.'),
      })
      .prefault({}),
  })
  .describe('A KaizenML project: data, target, limits and gates, described once.');

export type Project = z.output<typeof Project>;
export type ProjectInput = z.input<typeof Project>;

/**
 * Checks a project and fills its defaults in.
 *
 * @param place Where it was read, for the sentence: `kaizen.yaml`.
 * @throws PROJECT_INVALID with every problem and its path.
 */
export function parseProject(given: unknown, place: string): Project {
  const parsed = Project.safeParse(given);
  if (parsed.success) return parsed.data;
  throw projectInvalid(place, {
    problems: problemsOf(parsed.error, given, Project),
    hint: 'The fields are described in docs/reference/project.md and in the JSON Schema `kaizen.schema.json`.',
  });
}
