import { z } from 'zod';
import { operation } from '../operation.ts';
import { READ_ERRORS } from './reference.ts';

const file = z.record(z.string(), z.unknown());

const OPEN_ERRORS = [
  ...READ_ERRORS,
  'DATASET_NOT_FOUND',
  'ARTIFACT_NOT_FOUND',
  'ARTIFACT_DAMAGED',
  'FILE_NOT_WRITABLE',
  'DISK_FULL',
] as const;

export const datasetsConstraints = operation({
  name: 'datasets.constraints',
  doc: 'Statistics of a dataset and constraints that follow from them, as the files of SageMaker Model Monitor.',
  http: 'GET /api/v1/datasets/{name}/constraints',
  input: z.object({ name: z.string().min(1).describe('`name`, or `name@version`.') }),
  atMachine: {
    why: 'It opens any file that the server may read, and writes files.',
    inputs: z.object({
      write: z
        .string()
        .min(1)
        .optional()
        .describe('Folder for new files `statistics.json` and `constraints.json`.'),
    }),
    docs: { name: '`name`, `name@version`, or a data file.' },
  },
  output: z.object({
    name: z.string(),
    nRows: z.number().int(),
    statistics: file.describe('Content of `statistics.json`.'),
    constraints: file.describe('Content of `constraints.json`.'),
    written: z.array(z.string()).describe('Files that were written.'),
  }),
  errors: OPEN_ERRORS,
  example: { name: 'customers' },
});

export const datasetsViolations = operation({
  name: 'datasets.violations',
  doc: 'Holds a dataset against constraints of SageMaker Model Monitor, and says what it breaks of them.',
  http: 'POST /api/v1/datasets/{data}/violations',
  input: z.object({
    data: z.string().min(1).describe('`name`, or `name@version`.'),
    constraints: file.describe('Content of `constraints.json`.'),
    statistics: file
      .optional()
      .describe(
        'Content of `statistics.json` of the baseline. Without it, nothing is said about drift.',
      ),
  }),
  atMachine: {
    why: 'It opens any file that the server may read, and writes files.',
    inputs: z.object({
      write: z.string().min(1).optional().describe('New file for `constraint_violations.json`.'),
    }),
    docs: { data: 'Data file, or `name` or `name@version` of a dataset.' },
  },
  output: z.object({
    data: z.string(),
    passed: z.boolean().describe('False with a violation.'),
    nRows: z.number().int(),
    nConstraints: z.number().int().describe('Columns with constraints.'),
    comparesDrift: z.boolean().describe('Whether statistics of a baseline were given.'),
    violations: z.array(
      z.object({
        feature_name: z.string(),
        constraint_check_type: z.enum([
          'data_type_check',
          'completeness_check',
          'baseline_drift_check',
          'missing_column_check',
          'extra_column_check',
          'categorical_values_check',
        ]),
        description: z.string(),
      }),
    ),
    written: z.string().nullable().describe('File that was written; null without one.'),
  }),
  errors: ['ARGUMENT_INVALID', ...OPEN_ERRORS],
  positional: ['data'],
  example: {
    data: 'customers',
    constraints: {
      version: 0,
      features: [{ name: 'age', inferred_type: 'Integral', completeness: 1 }],
    },
  },
});
