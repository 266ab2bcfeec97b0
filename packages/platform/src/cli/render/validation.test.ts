import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { expect, test } from 'vitest';
import { createStyle } from '../terminal.ts';
import { renderValidation } from './validation.ts';

type Validation = OutputOf<Operations['datasets']['validate']>;
type Anomaly = Validation['anomalies'][number];

const look = { style: createStyle(false), width: 100 };
const large: Anomaly = {
  name: 'FLOAT_TYPE_BIG_FLOAT',
  number: 22,
  severity: 'error',
  column: 'fare',
  short: 'Number too large',
  long: 'Column "fare" must be at most 100, got 7 of 15002 values above, up to 700.07.',
  share: 7 / 15_002,
  count: 7,
  rows: [1, 2, 3, 4, 5, 6, 7].map((row) => ({ row, value: row === 2 ? null : '112.65' })),
  patch: { id: '86bd1090', says: '"fare" may go up to 700.07.', changes: [] },
  details: {},
};
const added = (column: string): Anomaly => ({
  ...large,
  name: 'SCHEMA_NEW_COLUMN',
  number: 36,
  severity: 'warning',
  column,
  long: `Column "${column}" must be in the schema, got it in the table alone.`,
  share: null,
  count: null,
  rows: [],
});
const output: Validation = {
  data: 'taxi.csv',
  schema: 'taxi@3',
  environment: null,
  passed: false,
  nRows: 15_002,
  nOffending: 7,
  nChecked: 7,
  anomalies: [large, added('a'), added('b'), added('c')],
  quarantine: { path: 'bad.csv', nRows: 7 },
  out: null,
  findings: [],
};

test('an anomaly has its rows, its patch and the command that accepts it; those without rows share a block', () => {
  expect(renderValidation(output, look)).toBe(`✗ FLOAT_TYPE_BIG_FLOAT [22]  fare  7 rows, < 0.1 %
  Column "fare" must be at most 100, got 7 of 15002 values above, up to 700.07.
    row 1: "112.65" · row 2: nothing · row 3: "112.65" · row 4: "112.65" · row 5: "112.65" · 2 more
  "fare" may go up to 700.07. kaizen schemas accept taxi 86bd1090

! SCHEMA_NEW_COLUMN [36]  3 columns
  Column "a" must be in the schema, got it in the table alone. 86bd1090
  Column "b" must be in the schema, got it in the table alone. 86bd1090
  Column "c" must be in the schema, got it in the table alone. 86bd1090
  Accept one with kaizen schemas accept taxi <id>

7 rows that offend are in bad.csv.

✗ failed  taxi.csv against taxi@3: 15002 rows, 7 columns, 4 anomalies, 7 rows that offend.`);
});

test('nothing to report is said', () => {
  const clean = {
    ...output,
    passed: true,
    anomalies: [],
    quarantine: null,
    nOffending: 0,
    environment: 'serving',
  };
  expect(renderValidation(clean, look)).toBe(
    '✓ passed  taxi.csv against taxi@3 in environment serving: 15002 rows, 7 columns, nothing to report.',
  );
});
