import { z } from 'zod';
import type { AppError } from '../app-error.ts';
import { problemsOf } from '../operations/problems.ts';
import { ColumnKindSchema } from '../operations/shared.ts';
import { projectInvalid } from './project-invalid.ts';

/** How a node of an inference graph asks its steps, in the words of KServe's InferenceGraph. */
const ROUTERS = ['sequence', 'switch', 'ensemble', 'splitter'] as const;

/** How an ensemble makes one answer of many. */
const COMBINATIONS = ['mean', 'weighted', 'vote', 'first'] as const;

const PART_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const Reference = z.string().min(1).max(300);
const Column = z.string().min(1).max(300);
const Variable = z.string().regex(/^[A-Za-z_]\w*$/, 'must be the name of an environment variable');

const Lookup = z
  .strictObject({
    key: Column.describe('Column of the row that says whose values are wanted.'),
    dataset: Reference.optional().describe(
      'Registered dataset: `name` follows its newest version, `name@version` does not. Of several rows with a key the last one counts.',
    ),
    url: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Or the address of a server that gets `{ keys, columns }` by POST and answers `{ rows }`: an object per key, or null.',
      ),
    columns: z
      .union([z.array(Column).min(1).max(1000), z.record(Column, ColumnKindSchema)])
      .optional()
      .describe(
        'Columns that are added. Of a dataset their names, by default all but the key; of a server their kinds by name.',
      ),
    defaults: z
      .record(Column, z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .default({})
      .describe('Value by column where nothing is known of a key. Default: missing.'),
    timeoutMs: z
      .number()
      .int()
      .min(1)
      .max(60_000)
      .default(100)
      .describe('Of a server: time for its answer, milliseconds.'),
    concurrency: z.number().int().min(1).max(1000).default(16).describe('Of a server.'),
    tokenFrom: Variable.optional().describe(
      'Of a server: environment variable with the token of `Authorization: Bearer`.',
    ),
  })
  .refine(({ dataset, url }) => (dataset === undefined) !== (url === undefined), {
    message: 'must have a `dataset` or a `url`, and not both',
  })
  .refine(({ url, columns }) => url === undefined || (columns && !Array.isArray(columns)), {
    message: 'must say the kinds of its `columns` where a server is asked: `{ income: number }`',
  })
  .refine(({ dataset, columns }) => dataset === undefined || !columns || Array.isArray(columns), {
    message: 'must list the names of its `columns` where a dataset is read',
  });

const Step = z
  .strictObject({
    name: z
      .string()
      .regex(PART_NAME, 'must be letters, digits, ".", "_" and "-", 64 at most')
      .optional()
      .describe('For traces. Default: what it asks.'),
    model: Reference.optional().describe(
      'Model that answers, `name`, `name@alias` or `name/version`: the version that it is at registration.',
    ),
    node: z.string().optional().describe('Or another node of the graph.'),
    lookup: Lookup.optional().describe('Or what completes the rows; in a sequence.'),
    condition: z
      .string()
      .min(1)
      .max(2000)
      .optional()
      .describe(
        'In a switch: the rows that the step gets; a row goes to the first step whose condition holds. In a sequence: the rows that go on; the others keep the answer they have.',
      ),
    weight: z
      .number()
      .gt(0)
      .max(100)
      .optional()
      .describe(
        'In a splitter the percentage of rows, 100 in all; in a weighted ensemble its share.',
      ),
    as: Column.optional().describe(
      'In a sequence: column in which later steps find the answer of this one.',
    ),
    probabilityOf: z
      .string()
      .optional()
      .describe('With `as`: the probability of this class stands there instead of the answer.'),
    dependency: z
      .enum(['hard', 'soft'])
      .default('hard')
      .describe(
        'hard: the request fails with the step. soft: it goes on without it; a lookup then gives its defaults.',
      ),
  })
  .refine(
    ({ model, node, lookup }) =>
      [model, node, lookup].filter((each) => each !== undefined).length === 1,
    { message: 'must have exactly one of `model`, `node` and `lookup`' },
  );

const Node = z.strictObject({
  router: z
    .enum(ROUTERS)
    .describe(
      'sequence: one step after the other · switch: the first step whose condition holds · ensemble: all steps, of whose answers one is made · splitter: one step by chance.',
    ),
  steps: z.array(Step).min(1).max(50),
  combine: z
    .enum(COMBINATIONS)
    .optional()
    .describe(
      'Of an ensemble: mean of numbers or probabilities; weighted mean; most votes; the first step that answers. Default: mean.',
    ),
  by: Column.optional().describe(
    'Of a splitter: column whose values always go the same way, such as a customer. Default: the whole row.',
  ),
  explainer: Reference.optional().describe(
    'Model that explains what this node answers, such as a readable twin of it.',
  ),
});

/** An inference graph, as `kaizen.yaml` declares it. */
export const Graph = z.strictObject({
  target: z
    .string()
    .min(1)
    .optional()
    .describe('Name of what it answers. Default: as its last models call it.'),
  inputs: z
    .record(Column, ColumnKindSchema)
    .default({})
    .describe('Columns that only conditions read, with their kinds; those of models are known.'),
  nodes: z
    .record(z.string().regex(PART_NAME), Node)
    .refine((nodes) => Object.hasOwn(nodes, 'root'), { message: 'must have a node `root`' })
    .describe('Nodes by name; rows come in at `root`.'),
});

/** Inference graphs by name. */
export const Graphs = z.record(z.string(), Graph);

export type Graph = z.output<typeof Graph>;
export type GraphInput = z.input<typeof Graph>;
export type GraphNode = z.output<typeof Node>;
export type GraphStep = z.output<typeof Step>;
export type GraphLookup = z.output<typeof Lookup>;

/**
 * Checks a declared graph and fills its defaults in.
 *
 * @param place Where it was read, for the sentence.
 * @throws PROJECT_INVALID with every problem and its path
 */
export function parseGraph(given: unknown, place: string): Graph {
  const parsed = Graph.safeParse(given);
  if (parsed.success) return parsed.data;
  throw graphInvalid(place, problemsOf(parsed.error, given, Graph));
}

/** The refusal of a graph with everything that is wrong with it. */
export function graphInvalid(
  place: string,
  problems: readonly { readonly path: string; readonly problem: string }[],
): AppError {
  return projectInvalid(place, {
    problems,
    hint: 'The guide "Inference graphs" has examples; the fields are in docs/reference/project.md.',
  });
}
