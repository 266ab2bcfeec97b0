import { z } from 'zod';
import { AnomalySchema } from '../anomaly.ts';
import { operation } from '../operation.ts';
import { FindingSchema } from '../shared.ts';
import { READ_ERRORS } from './reference.ts';

const writtenRows = z.object({ path: z.string(), nRows: z.number().int() }).nullable();

export const datasetsValidate = operation({
  name: 'datasets.validate',
  doc: 'Checks every row of a dataset against a schema, and says what breaks it, where, and which change would allow it.',
  http: 'POST /api/v1/datasets/{data}/validate',
  input: z.object({
    data: z.string().min(1).describe('`name`, or `name@version`.'),
    schema: z
      .string()
      .min(1)
      .optional()
      .describe('Name of a dataset that has a stored schema. Default: the dataset itself.'),
    environment: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Where the data are used, such as `serving`. Default: columns of every environment are expected.',
      ),
    against: z
      .string()
      .min(1)
      .optional()
      .describe('Dataset of the span before: drift, and rows over its rows.'),
    previousVersion: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Dataset of the version before: rows over its rows, where the schema bounds them. Default: the version before, where there is one.',
      ),
    serving: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Dataset that the model is served with: skew, when the data are what it was trained on.',
      ),
    training: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Dataset that the model was trained on: skew, when the data are what it is served with.',
      ),
    strict: z.boolean().default(false).describe('Warnings fail the check too: exit code 3.'),
  }),
  atMachine: {
    why: 'It opens any file that the server may read, and writes files.',
    inputs: z.object({
      quarantine: z
        .string()
        .min(1)
        .optional()
        .describe('File for the rows that offend, as written, with `_row` and `_reasons`.'),
      policy: z
        .enum(['stop', 'continue'])
        .default('stop')
        .describe(
          'What rows that offend mean: the check fails, or it goes on without them once they are in quarantine.',
        ),
      out: z
        .string()
        .min(1)
        .optional()
        .describe('File for the rows that do not offend, with policy `continue`.'),
    }),
    docs: {
      data: '`name`, `name@version`, a data file, or `-` for CSV or JSON lines from stdin.',
      schema:
        'Schema file (YAML or JSON), or the name of a dataset that has a stored one. Default: that of the dataset.',
      against: 'Dataset or file of the span before: drift, and rows over its rows.',
      previousVersion:
        'Dataset or file of the version before: rows over its rows, where the schema bounds them. Default: of a stored dataset the version before.',
      serving:
        'Dataset or file that the model is served with: skew, when the data are what it was trained on.',
      training:
        'Dataset or file that the model was trained on: skew, when the data are what it is served with.',
    },
  },
  output: z.object({
    data: z.string(),
    schema: z.string().describe('Where the schema came from.'),
    environment: z.string().nullable(),
    passed: z
      .boolean()
      .describe(
        'False with an error, with `strict` with a warning; with policy `continue` rows in quarantine do not count.',
      ),
    nRows: z.number().int(),
    nOffending: z.number().int().describe('Rows that break the schema in one way or more.'),
    nChecked: z.number().int().describe('Columns of the schema that the data have.'),
    anomalies: z.array(AnomalySchema),
    quarantine: writtenRows,
    out: writtenRows,
    findings: z.array(FindingSchema).describe('What was noticed while the data were read.'),
  }),
  errors: [
    'ARGUMENT_INVALID',
    'SCHEMA_NOT_FOUND',
    'SCHEMA_INVALID',
    'DATASET_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    ...READ_ERRORS,
    'FILE_CHANGED',
    'FILE_NOT_WRITABLE',
    'DISK_FULL',
    'HOME_NOT_WRITABLE',
  ],
  positional: ['data'],
  example: { data: 'taxi', environment: 'serving' },
});
