import { z } from 'zod';
import { NAME_PATTERN } from '../ids.ts';
import { TABLE_TASKS, TASKS } from '../signature.ts';
import { CHANGE_LEVELS } from '../version-advice.ts';

/** A name at the door. */
export const Name = z
  .string()
  .regex(
    NAME_PATTERN,
    'must start with a letter or digit and hold only letters, digits, ".", "_" and "-", 128 at most',
  );

/** An instant on the wire. */
export const Instant = z.string().describe('ISO 8601 instant in UTC.');

/** Who decided something, in a history. */
export const Who = z
  .string()
  .nullable()
  .describe(
    'Name of an account, id of a key of none, `admin` for the token of the server, `jwt:` and a subject, or a login and "at the command line"; null where the server asks nobody for a key.',
  );

/** How much of a list is wanted. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(1000).default(50).describe('Rows returned at most.'),
  after: z.string().optional().describe('The `next` of the page before.'),
} as const;

/** One page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: z
      .string()
      .optional()
      .describe('Pass as `after` for the next page; absent on the last one.'),
  });
}

export const EstimateSchema = z.object({
  value: z.number(),
  low: z.number().nullable().describe('Lower end of the 95 % interval.'),
  high: z.number().nullable().describe('Upper end of the 95 % interval.'),
});

export const VersionAdviceSchema = z.object({
  number: z.string().describe('MAJOR.MINOR.PIPELINE; no two versions of a model have the same.'),
  level: z
    .enum(CHANGE_LEVELS)
    .describe(
      '`major`: callers break. `minor`: other data, method or parameters. `pipeline`: only the preparation of rows, the code or the environment.',
    ),
  comparedWith: z
    .number()
    .int()
    .nullable()
    .describe('The champion of then, or the newest version before it; null for the first.'),
  reason: z.string().describe('Why, as a sentence.'),
});

export const FindingSchema = z.object({
  code: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  message: z.string(),
  hint: z.string().optional(),
  column: z.string().optional(),
  details: z.record(z.string(), z.unknown()),
});

export const TaskSchema = z.enum(['binary', 'multiclass', 'regression']);

/** What registered models do. */
export const ModelTaskSchema = z.enum([...TASKS, ...TABLE_TASKS, 'tensors']);

export const ColumnKindSchema = z.enum(['number', 'date', 'boolean', 'category', 'text', 'id']);

export const SignatureSchema = z.object({
  inputs: z.array(
    z.object({
      name: z.string(),
      kind: ColumnKindSchema,
      integer: z.boolean().optional(),
      range: z.tuple([z.number(), z.number()]).readonly().optional(),
      levels: z.array(z.string()).readonly().optional(),
      shareMissing: z.number(),
      required: z.boolean(),
      typical: z.union([z.number(), z.string(), z.null()]),
      unit: z.string().optional(),
    }),
  ),
  output: z.object({
    name: z.string(),
    task: TaskSchema,
    classes: z.array(z.string()).readonly().optional(),
    unlabeled: z.enum(['clusters', 'anomalies']).optional(),
    aim: z.enum(['counts', 'quantiles', 'ranking']).optional(),
    quantiles: z.array(z.number()).readonly().optional(),
    range: z.tuple([z.number(), z.number()]).readonly().optional(),
    unit: z.string().optional(),
  }),
});
