import { z } from 'zod';
import { SchemaFile } from '../schema/index.ts';
import { AnomalySchema } from './anomaly.ts';
import { READ_ERRORS } from './datasets/reference.ts';
import { operation } from './operation.ts';
import { Instant, Name, pageOf, paging } from './shared.ts';

const OPENS_FILES = 'It opens and writes any file that the server may open.';

const out = z.string().min(1).optional().describe('New file for the YAML.');

export const SchemaSummary = z.object({
  name: z.string().describe('Name of the dataset that it is for.'),
  version: z.number().int().min(1),
  createdAt: Instant,
  nColumns: z.number().int(),
});

const Edited = z.object({
  name: z.string(),
  version: z.number().int().nullable().describe('Null of a file.'),
  decided: z.array(z.object({ patch: z.string(), says: z.string() })),
  withdrawn: z
    .array(z.object({ patch: z.string(), says: z.string() }))
    .describe('Patches that no longer fit the schema, and why.'),
  nOpen: z.number().int().describe('Patches that still wait for a decision.'),
});

const after = z
  .number()
  .int()
  .min(0)
  .optional()
  .describe(
    'Version that it was made from: refused when another one is the newest by now. 0 stands for none.',
  );

const schemaReference = z.string().describe('`name`, or `name@version`.');

export const schemasInfer = operation({
  name: 'schemas.infer',
  doc: 'Infers a schema from what a dataset holds: types, presence, domains, wide ranges.',
  http: 'GET /api/v1/schemas/{name}/inferred',
  input: z.object({
    name: z.string().min(1).describe('`name`, or `name@version` of a dataset.'),
    maxDomain: z.coerce
      .number()
      .int()
      .min(0)
      .max(1000)
      .default(400)
      .describe('Different values up to which a text column has a list of values.'),
  }),
  atMachine: {
    why: OPENS_FILES,
    inputs: z.object({ out }),
    docs: { name: '`name`, `name@version`, or a data file.' },
  },
  output: z.object({
    name: z.string(),
    yaml: z.string(),
    schema: SchemaFile,
    path: z.string().nullable().describe('The file that was written; null without one.'),
  }),
  errors: [
    'DATASET_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    ...READ_ERRORS,
    'FILE_NOT_WRITABLE',
    'DISK_FULL',
    'HOME_NOT_WRITABLE',
  ],
  example: { name: 'penguins' },
});

export const schemasList = operation({
  name: 'schemas.list',
  doc: 'Schemas with their newest version.',
  http: 'GET /api/v1/schemas',
  input: z.object(paging),
  output: pageOf(
    SchemaSummary.extend({
      nOpen: z.number().int().describe('Patches that wait for a decision.'),
    }),
  ),
  errors: [],
  example: { limit: 20 },
});

export const schemasShow = operation({
  name: 'schemas.show',
  doc: 'The schema of a dataset as YAML, with the patches that wait for a decision.',
  http: 'GET /api/v1/schemas/{name}',
  input: z.object({ name: schemaReference }),
  atMachine: { why: OPENS_FILES, inputs: z.object({ out }) },
  output: SchemaSummary.extend({
    yaml: z.string(),
    schema: SchemaFile,
    open: z.array(AnomalySchema).describe('Anomalies whose patches wait for a decision.'),
    path: z.string().nullable().describe('The file that was written; null without one.'),
  }),
  errors: ['SCHEMA_NOT_FOUND', 'SCHEMA_INVALID', 'FILE_NOT_WRITABLE', 'DISK_FULL'],
  example: { name: 'penguins' },
});

export const schemasPut = operation({
  name: 'schemas.put',
  doc: 'Stores a schema for a dataset as its next version.',
  http: 'PUT /api/v1/schemas/{name}',
  input: z.object({
    name: Name.describe('Name of the dataset.'),
    yaml: z.string().min(1).describe('The schema in YAML or JSON.'),
    after,
  }),
  atMachine: {
    why: OPENS_FILES,
    inputs: z.object({}),
    docs: { yaml: 'File with the schema in YAML or JSON.' },
  },
  output: SchemaSummary.extend({
    isNew: z.boolean().describe('False when the newest version has the same text.'),
    warnings: z.array(z.string()).describe('What is unusable in the schema, in sentences.'),
  }),
  errors: ['SCHEMA_INVALID', 'SCHEMA_CHANGED', 'FILE_NOT_FOUND', 'FILE_NOT_READABLE'],
  positional: ['name', 'yaml'],
  example: { name: 'penguins', yaml: 'penguins.schema.yaml' },
});

const decisionInput = z.object({
  name: z.string().min(1).describe('Name of the dataset.'),
  patches: z.string().min(1).describe('Ids of patches between commas, or `all`.'),
  why: z.string().min(1).optional().describe('Reason, for the history.'),
  by: z.string().min(1).optional().describe('Who decides. Default: the user of the machine.'),
});

const decisionErrors = [
  'SCHEMA_NOT_FOUND',
  'SCHEMA_INVALID',
  'SCHEMA_CHANGED',
  'PATCH_NOT_FOUND',
  'ARGUMENT_INVALID',
  'FILE_NOT_FOUND',
  'FILE_NOT_READABLE',
  'FILE_NOT_WRITABLE',
  'DISK_FULL',
] as const;

const decisionAtMachine = {
  why: OPENS_FILES,
  inputs: z.object({}),
  docs: { name: 'Name of the dataset, or the file of a schema (`.yaml`, `.yml`, `.json`).' },
};

export const schemasEdit = operation({
  name: 'schemas.edit',
  doc: 'Changes what a schema says of one column: comments and the rest stay, its history says who did it.',
  http: 'POST /api/v1/schemas/{name}/edit',
  input: z.object({
    name: z.string().min(1).describe('Name of the dataset.'),
    column: z.string().min(1).describe('Column of the schema; a new one must be given a `type`.'),
    set: z
      .record(z.string(), z.unknown())
      .describe('Fields of the column with their new values; null takes one away.'),
    after,
    why: z.string().min(1).optional().describe('Reason, for the history.'),
    by: z.string().min(1).optional().describe('Who edits. Default: the user of the machine.'),
  }),
  atMachine: decisionAtMachine,
  output: z.object({
    name: z.string(),
    version: z.number().int().nullable().describe('Null of a file.'),
    changes: z.array(z.string()).describe('What is different now, in sentences.'),
    warnings: z.array(z.string()).describe('What is unusable in the schema, in sentences.'),
  }),
  errors: [...decisionErrors.filter((code) => code !== 'PATCH_NOT_FOUND'), 'COLUMN_UNKNOWN'],
  positional: ['name', 'column'],
  example: { name: 'penguins', column: 'bill', set: { unit: 'mm', range: { min: 0, max: 90 } } },
});

export const schemasAccept = operation({
  name: 'schemas.accept',
  doc: 'Accepts patches that the last validation proposed: the schema changes, its history says who did it.',
  http: 'POST /api/v1/schemas/{name}/accept',
  input: decisionInput,
  atMachine: decisionAtMachine,
  output: Edited,
  errors: [...decisionErrors],
  positional: ['name', 'patches'],
  example: { name: 'penguins', patches: 'all', why: 'a new island' },
});

export const schemasReject = operation({
  name: 'schemas.reject',
  doc: 'Rejects patches that the last validation proposed: they are not offered again.',
  http: 'POST /api/v1/schemas/{name}/reject',
  input: decisionInput,
  atMachine: decisionAtMachine,
  output: Edited,
  errors: [...decisionErrors],
  positional: ['name', 'patches'],
  example: { name: 'penguins', patches: '3f9a1c2b', why: 'a typing error' },
});

export const schemasHistory = operation({
  name: 'schemas.history',
  doc: 'Versions of a schema, and who decided what, newest first.',
  http: 'GET /api/v1/schemas/{name}/history',
  input: z.object({ name: Name.describe('Name of the dataset.') }),
  output: z.object({
    name: z.string(),
    versions: z.array(
      z.object({
        version: z.number().int(),
        createdAt: Instant,
        changes: z.array(z.string()).describe('Against the version before, in sentences.'),
      }),
    ),
    decisions: z.array(
      z.object({
        at: z.string(),
        by: z.string(),
        decision: z.string(),
        anomaly: z.string().nullable(),
        column: z.string().nullable(),
        patch: z.string().nullable(),
        says: z.string(),
        why: z.string().nullable(),
      }),
    ),
  }),
  errors: ['SCHEMA_NOT_FOUND', 'SCHEMA_INVALID'],
  example: { name: 'penguins' },
});

export const schemasDiff = operation({
  name: 'schemas.diff',
  doc: 'In what two schemas differ, in words.',
  http: 'GET /api/v1/schemas/{before}/diff/{after}',
  input: z.object({ before: schemaReference, after: schemaReference }),
  atMachine: {
    why: OPENS_FILES,
    inputs: z.object({}),
    docs: {
      before: '`name`, `name@version`, or the file of a schema.',
      after: '`name`, `name@version`, or the file of a schema.',
    },
  },
  output: z.object({
    before: z.string(),
    after: z.string(),
    differences: z.array(z.object({ path: z.array(z.string()), says: z.string() })),
  }),
  errors: ['SCHEMA_NOT_FOUND', 'SCHEMA_INVALID', 'FILE_NOT_FOUND', 'FILE_NOT_READABLE'],
  positional: ['before', 'after'],
  example: { before: 'penguins@1', after: 'penguins@2' },
});
