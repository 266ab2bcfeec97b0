import { z } from 'zod';
import { localOperation, operation } from '../operation.ts';
import { ColumnKindSchema, FindingSchema, Instant, Name, pageOf, paging } from '../shared.ts';
import { datasetReference, READ_ERRORS } from './reference.ts';

export const DatasetVersion = z.object({
  name: Name,
  version: z.number().int().min(1),
  hash: z
    .string()
    .describe('SHA-256 of the content: names, kinds and values; of large files of their bytes.'),
  nRows: z.number().int(),
  nColumns: z.number().int(),
  createdAt: Instant,
  source: z.string().describe('File name that it was read from.'),
  span: z.string().nullable().describe('Stretch of time that its rows are of; null without one.'),
});

const Tag = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9._-]{0,63}$/,
    'must start with a letter and hold only letters, digits, ".", "_" and "-", 64 at most',
  );

export const datasetsAdd = localOperation({
  name: 'datasets.add',
  doc: 'Keeps a file as a content-hashed dataset version.',
  localOnly: 'It opens any file that the server may read, and its errors tell what lies there.',
  input: z.object({
    path: z
      .string()
      .min(1)
      .describe(
        'CSV, TSV, Parquet, JSON lines or ARFF file; with `{YYYY}`, `{MM}`, `{DD}`, `{HH}` in its name: one file per span.',
      ),
    name: Name.optional().describe(
      'Name of the dataset. Default: the file name without its ending.',
    ),
  }),
  output: DatasetVersion.extend({
    findings: z.array(FindingSchema),
    isNew: z.boolean(),
    sizeBytes: z.number().int().describe('Bytes of the file.'),
    storedBytes: z.number().int().describe('Bytes that the disk did not hold already.'),
    spans: z
      .array(z.object({ span: z.string(), version: z.number().int(), isNew: z.boolean() }))
      .describe('Every span that was read, in order; empty without a pattern.'),
  }),
  errors: [...READ_ERRORS, 'ARGUMENT_INVALID', 'FILE_CHANGED', 'DISK_FULL', 'HOME_NOT_WRITABLE'],
  positional: ['path'],
  example: { path: 'penguins.csv' },
});

export const datasetsList = operation({
  name: 'datasets.list',
  doc: 'Datasets with their newest version.',
  http: 'GET /api/v1/datasets',
  input: z.object(paging),
  output: pageOf(DatasetVersion),
  errors: [],
  example: { limit: 20 },
});

const LineageSteps = z.array(
  z.object({
    depth: z.number().int().describe('0 stands beside the version.'),
    node: z.string(),
    title: z
      .string()
      .describe('`name@version` of a dataset version or of its file; else the node.'),
    role: z.string().describe('What the arrow to the node before means.'),
    derivation: z
      .object({
        command: z.string(),
        parameters: z.record(z.string(), z.unknown()),
        by: z.string().describe('User of the machine.'),
        kit: z.string().describe('Version of KaizenML.'),
        at: Instant,
      })
      .nullable(),
  }),
);

export const datasetsShow = operation({
  name: 'datasets.show',
  doc: 'One dataset with its versions, newest first, what it came from and what came of it.',
  http: 'GET /api/v1/datasets/{name}',
  input: datasetReference,
  output: DatasetVersion.extend({
    columns: z.array(z.object({ name: z.string(), kind: ColumnKindSchema })),
    raw: z
      .object({ sha256: z.string(), sizeBytes: z.number().int() })
      .nullable()
      .describe('The bytes of the file; null for versions of earlier programs.'),
    versions: z.array(
      z.object({
        version: z.number().int(),
        hash: z.string(),
        createdAt: Instant,
        span: z.string().nullable(),
        tags: z.array(z.string()),
      }),
    ),
    removed: z
      .array(z.object({ version: z.number().int(), hash: z.string(), removedAt: Instant }))
      .describe('Versions whose content was removed.'),
    lineage: z
      .object({ origins: LineageSteps, results: LineageSteps })
      .describe(
        'Trees of what the version came from and of what came of it, at most 50 nodes each.',
      ),
  }),
  errors: ['DATASET_NOT_FOUND', 'ARTIFACT_NOT_FOUND', 'ARTIFACT_DAMAGED'],
  example: { name: 'penguins' },
});

export const datasetsTag = operation({
  name: 'datasets.tag',
  doc: 'Points a tag at a version, from wherever it pointed; `name@tag` then stands for it.',
  http: 'POST /api/v1/datasets/{name}/tags',
  input: datasetReference.extend({ tag: Tag }),
  output: z.object({ name: Name, version: z.number().int(), tag: z.string() }),
  errors: ['DATASET_NOT_FOUND'],
  positional: ['name', 'tag'],
  example: { name: 'penguins@1', tag: 'reviewed' },
});

export const datasetsUntag = operation({
  name: 'datasets.untag',
  doc: 'Takes a tag away; its version stays.',
  http: 'DELETE /api/v1/datasets/{name}/tags/{tag}',
  input: z.object({ name: Name, tag: Tag }),
  output: z.object({ name: Name, tag: z.string(), existed: z.boolean() }),
  errors: [],
  example: { name: 'penguins', tag: 'reviewed' },
});

export const datasetsRestore = localOperation({
  name: 'datasets.restore',
  doc: 'Writes the file that a version was read from, to the byte.',
  localOnly: 'It writes to any place that the server may write to.',
  input: datasetReference.extend({
    out: z.string().min(1).describe('The file to write.'),
  }),
  output: z.object({
    name: Name,
    version: z.number().int(),
    out: z.string(),
    sha256: z.string(),
    sizeBytes: z.number().int(),
  }),
  errors: [
    'DATASET_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'FILE_NOT_WRITABLE',
    'DISK_FULL',
  ],
  positional: ['name'],
  example: { name: 'penguins@1', out: 'penguins.csv' },
});

const Removed = z.object({
  removed: z.array(z.object({ name: Name, version: z.number().int() })),
  freedBytes: z.number().int().describe('Bytes that left the disk.'),
});

export const datasetsRemove = localOperation({
  name: 'datasets.remove',
  doc: 'Removes a dataset, or one version, for good: what nothing else needs leaves the disk.',
  localOnly: 'What it removes cannot be brought back.',
  input: datasetReference.extend({
    force: z.boolean().default(false).describe('Removes it also where runs or models used it.'),
  }),
  output: Removed,
  errors: ['DATASET_NOT_FOUND', 'DATASET_IN_USE', 'HOME_NOT_WRITABLE'],
  positional: ['name'],
  example: { name: 'penguins@1' },
});

export const datasetsRetain = localOperation({
  name: 'datasets.retain',
  doc: 'Removes the versions of a dataset that no rule keeps.',
  localOnly: 'What it removes cannot be brought back.',
  input: z.object({
    name: Name.describe('Name of the dataset.'),
    keepLast: z.coerce
      .number()
      .int()
      .min(1)
      .default(1)
      .describe('Newest versions that stay; of a dataset with spans: of each span.'),
    keepTagged: z.boolean().default(true).describe('Versions with a tag stay.'),
    olderThan: z
      .string()
      .regex(/^\d+[dh]$/, 'must be a number of days or hours such as "90d" or "12h"')
      .optional()
      .describe('Only versions of this age go. Default: of any age.'),
    dryRun: z.boolean().default(false).describe('Says what would go, and removes nothing.'),
    force: z.boolean().default(false).describe('Removes them also where runs or models used them.'),
  }),
  output: Removed.extend({
    dryRun: z.boolean(),
    kept: z.array(
      z.object({
        version: z.number().int(),
        why: z.array(z.string()).describe('Rules that keep it.'),
      }),
    ),
  }),
  errors: ['DATASET_NOT_FOUND', 'HOME_NOT_WRITABLE'],
  positional: ['name'],
  example: { name: 'penguins', keepLast: 3, olderThan: '90d', dryRun: true },
});
