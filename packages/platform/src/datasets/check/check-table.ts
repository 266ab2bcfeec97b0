import type { Finding, Task } from '@kaizenml/contracts';
import {
  checkContamination,
  checkDuplicateRows,
  checkGuardrails,
  checkIdLike,
  checkLabelsBetween,
  checkProxies,
  checkTrust,
  checkUnitsBetween,
} from '@kaizenml/ml/guardrails';
import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import { dropColumns, type Table, takeRows } from '@kaizenml/ml/table';

/** What is known about a table, and what it is compared with. */
export interface TableQuestions {
  readonly target?: string | undefined;
  readonly task?: Task | undefined;
  /** Test rows. Without them a random fifth of the table stands for them. */
  readonly test?: Table | undefined;
  readonly ignore: readonly string[];
  readonly time?: string | undefined;
  readonly seed: number;
}

/** What the guardrails say; the task is null without a target. */
export interface TableAnswers {
  readonly task: Task | null;
  readonly findings: readonly Finding[];
}

/** Part of the rows that stands for the test rows when none are given. */
const TEST_SHARE = 0.2;
const PARTS = ['training', 'test'] as const;

/**
 * Runs every guardrail on a table: with a target leaks and labels, with test rows their units and labels too.
 *
 * Protected attributes that are ignored are asked for all the same: leaving one out does not hide it.
 *
 * @throws COLUMN_UNKNOWN, TARGET_UNUSABLE, TABLE_TOO_SMALL, FEATURES_UNUSABLE
 */
export function checkTable(table: Table, questions: TableQuestions): TableAnswers {
  const { target, test, seed } = questions;
  const { task, findings } =
    target === undefined
      ? checkValues(table, questions)
      : checkTarget(table, { ...questions, target });
  return {
    task,
    findings: [
      ...findings,
      ...(test ? checkUnitsBetween(table, test, PARTS) : []),
      ...checkProxies(table, {
        random: seededRandom(seed),
        ...(target === undefined ? {} : { target }),
      }),
    ],
  };
}

/** Without a target there is nothing to leak: ids, copies, values and personal data are left. */
function checkValues(table: Table, { ignore, seed }: TableQuestions): TableAnswers {
  const features = dropColumns(table, ignore);
  const findings = [
    ...checkDuplicateRows(table),
    ...features.columns.flatMap((column) => checkIdLike(column)),
    ...checkTrust(features, { random: seededRandom(seed) }),
  ];
  return { task: null, findings };
}

function checkTarget(
  table: Table,
  questions: TableQuestions & { readonly target: string },
): TableAnswers {
  const { target, task: asked, test, ignore, time, seed } = questions;
  const { task, findings } = checkGuardrails(table, {
    target,
    random: seededRandom(seed),
    ignore,
    leak: 'stop',
    time,
    ...(asked === undefined ? {} : { task: asked }),
  });
  const isRepeated = findings.some(({ code }) => code === 'ROWS_DUPLICATE');
  const [train, held] = test ? [table, test] : splitAtRandom(table, seed);
  const split = checkContamination(train, held, {
    target,
    random: seededRandom(seed),
    time,
    split: test ? undefined : 'random',
    severity: test ? 'error' : 'warning',
  }).filter(({ code }) => test !== undefined || !isRepeated || code !== 'SPLIT_DUPLICATES');
  const shifted = test ? checkLabelsBetween(table, test, { target, task }) : [];
  return { task, findings: [...findings, ...split, ...shifted] };
}

function splitAtRandom(table: Table, seed: number): readonly [Table, Table] {
  const order = shuffledIndices(table.nRows, seededRandom(seed));
  const nTest = Math.floor(TEST_SHARE * table.nRows);
  return [takeRows(table, order.subarray(nTest)), takeRows(table, order.subarray(0, nTest))];
}
