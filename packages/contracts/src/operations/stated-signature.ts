import { z } from 'zod';
import { AppError } from '../app-error.ts';
import { type Signature, TASKS } from '../signature.ts';
import { listProblems, problemsOf } from './problems.ts';
import { ColumnKindSchema } from './shared.ts';

/** A signature as people write it: what is usual need not be said. */
export const StatedSignature = z
  .strictObject({
    inputs: z
      .array(
        z.strictObject({
          name: z.string().min(1).describe('Name of the column.'),
          kind: ColumnKindSchema.default('number'),
          integer: z.boolean().optional().describe('Of numbers: whole ones.'),
          levels: z.array(z.string()).max(1000).readonly().optional(),
          required: z
            .boolean()
            .default(true)
            .describe('Whether rows must have the column; null is a missing value.'),
          shareMissing: z.number().min(0).max(1).default(0),
          typical: z.union([z.number(), z.string(), z.null()]).default(null),
          range: z.tuple([z.number(), z.number()]).readonly().optional(),
          unit: z.string().optional(),
        }),
      )
      .min(1)
      .max(10_000)
      .refine((inputs) => new Set(inputs.map(({ name }) => name)).size === inputs.length, {
        message: 'must have names of their own',
      }),
    output: z
      .strictObject({
        name: z.string().min(1).default('prediction').describe('What is answered.'),
        task: z.enum(TASKS).default('regression'),
        classes: z
          .array(z.string())
          .min(2)
          .max(10_000)
          .readonly()
          .optional()
          .describe('In the order of the probabilities; the second of two is the positive one.'),
        range: z.tuple([z.number(), z.number()]).readonly().optional(),
        unit: z.string().optional(),
      })
      .refine(({ task, classes }) => (task === 'regression') === (classes === undefined), {
        message: 'must name its `classes`, unless its task is regression, which has none',
      })
      .refine(({ task, classes }) => task !== 'binary' || classes?.length === 2, {
        message: 'must have two classes for the task binary',
      })
      .refine(({ classes = [] }) => new Set(classes).size === classes.length, {
        message: 'must have classes with names of their own',
      }),
  })
  .describe('What a model reads and answers.');

/**
 * Checks a stated signature and fills its defaults in.
 *
 * @param place Where it was read, for the sentence.
 * @throws ARGUMENT_INVALID with every problem and its path
 */
export function parseSignature(given: unknown, place: string): Signature {
  const parsed = StatedSignature.safeParse(given);
  if (parsed.success) return JSON.parse(JSON.stringify(parsed.data)) as Signature;
  const problems = problemsOf(parsed.error, given, StatedSignature);
  throw new AppError('ARGUMENT_INVALID', {
    message: `${place} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}: ${listProblems(problems, 10)}.`,
    hint: 'Write it like { "inputs": [{ "name": "age" }, { "name": "plan", "kind": "category" }], "output": { "name": "price" } }.',
    details: { place, problems },
  });
}
