import type { Finding, Severity } from '@kaizenml/contracts';
import { type Random, seededRandom, shuffledIndices } from '../../math/index.ts';
import { wilsonLow } from '../../stats/index.ts';
import {
  type CodedColumn,
  type Column,
  findColumn,
  getColumn,
  isNumeric,
  type Table,
  takeRows,
} from '../../table/index.ts';
import { checkIdLike } from '../column-id-like.ts';
import { inferTask } from '../infer-task.ts';
import { findOwnTarget } from '../leakage/index.ts';
import { percent } from '../percent.ts';
import { readTarget } from '../read-target.ts';
import { type Copy, findCopies, isSameCell } from './find-copies.ts';
import { findJointPreparation } from './find-joint-preparation.ts';
import { findNearCopies } from './find-near-copies.ts';
import { findNearTexts } from './find-near-texts.ts';
import { findSharedGroups } from './find-shared-groups.ts';
import { findTimeOverlap } from './find-time-overlap.ts';
import { type JoinedTables, joinTables } from './join-tables.ts';

/** What is known about the two parts. */
export interface ContaminationOptions {
  /** Name of the target column. */
  readonly target: string;
  readonly random: Random;
  /** Column that tells the time of a row. Default: the first date column. */
  readonly time?: string | undefined;
  /** How the parts were made; what such a split rules out is not looked for. Default: not known. */
  readonly split?: 'random' | 'stratified' | 'group' | 'time' | undefined;
  /** Severity of copies. Default `warning`. */
  readonly severity?: Severity;
}

/** Share of the test rows, and number, from which copies are told. */
const FEWEST_SHARE = 0.005;
const FEWEST_ROWS = 3;
const FEWEST_NEAR = 5;
/** Times that near copies must be more frequent than within the training part, at the lower end of the 95 % interval. */
const TIMES_USUAL = 2;
const MOST_SHOWN = 5;

/**
 * Checks that a test part is new to the training part: exact and near copies, groups and times on both sides, and columns
 * that were prepared over both.
 *
 * Ids are left out of the comparison of rows, so that a renumbered copy is a copy. A copy that chance explains is none.
 *
 * @returns At most one finding per kind, with counts, shares and the first rows (counted from 0) in `details`.
 * @cost O(rows * columns); 40 000 + 10 000 rows of 50 columns take about 1.4 s.
 * @source Barz & Denzler (2020), "Do We Train on Test Data?"; Kapoor & Narayanan (2023), Patterns 4; Elangovan et al. (2021), EACL.
 */
export function checkContamination(
  train: Table,
  test: Table,
  options: ContaminationOptions,
): Finding[] {
  const joined = joinTables(train, test);
  const { target, random, time, split } = options;
  const rows = checkCopies(joined, options);
  const groups =
    split === 'group' || split === 'time'
      ? []
      : findSharedGroups(joined, { target, random, isSplit: true });
  const overlap =
    split === 'time' || split === 'group' ? [] : findTimeOverlap(joined, { target, time });
  const isAtRandom = split === 'random';
  const prepared =
    split === undefined || isAtRandom ? findJointPreparation(joined, { target, isAtRandom }) : [];
  const encoded = split === undefined ? findEncoded(joined, train, target) : [];
  return [...rows, ...groups, ...overlap, ...prepared, ...encoded];
}

/** Aggregates of the target of both parts together, which neither part shows alone. */
function findEncoded({ table }: JoinedTables, train: Table, target: string): Finding[] {
  const answer = findColumn(table, target);
  if (!answer || answer.kind === 'date') return [];
  const { task } = inferTask(answer);
  const found = findOwnTarget(table, readTarget(answer, task));
  if (found.length === 0) return [];
  const ofTrain = findOwnTarget(train, readTarget(getColumn(train, target), task));
  return found.filter(({ column }) => ofTrain.every((one) => one.column !== column));
}

function checkCopies(
  joined: JoinedTables,
  { target, random, severity = 'warning' }: ContaminationOptions,
): Finding[] {
  const { table, nTest } = joined;
  const features = table.columns.filter((column) => column.name !== target && !isKey(column));
  const answer = findColumn(table, target);
  const copies = findCopies(joined, features);
  const exact = new Set(copies.map(({ testRow }) => testRow));
  const plain = features.filter(({ kind }) => kind !== 'text');
  const seed = random.below(2 ** 31);
  const near = findNearCopies(joined, plain, { skip: exact, random: seededRandom(seed) });
  const isNear =
    near.length >= FEWEST_NEAR &&
    isMany(near, nTest) &&
    wilsonLow(near.length, nTest) >= usualShare(joined, plain, { random, seed }) * TIMES_USUAL;
  const found = [
    ...(isMany(copies, nTest) ? [describeCopies(copies, joined, { answer, severity })] : []),
    ...(isNear ? [describeNear(near, joined, { answer, severity })] : []),
  ];
  if (found.length > 0) return found;
  return features.filter(isText).flatMap((column) => {
    const { copies: texts, nSeen } = findNearTexts(joined, column);
    return isMany(texts, nSeen)
      ? [describeNear(texts, { ...joined, nTest: nSeen }, { answer, severity, text: column.name })]
      : [];
  });
}

/**
 * Share of training rows that nearly equal other training rows: what the table is like without any contamination.
 * Rows are hashed with the same draws, on which the share depends.
 */
function usualShare(
  { table, nTrain }: JoinedTables,
  columns: readonly Column[],
  { random, seed }: { readonly random: Random; readonly seed: number },
): number {
  const order = shuffledIndices(nTrain, random);
  const nTest = Math.floor(nTrain / 3);
  const part = takeRows({ ...table, columns }, order);
  const own = { table: part, nTrain: nTrain - nTest, nTest };
  const skip = new Set(findCopies(own, part.columns).map(({ testRow }) => testRow));
  return (
    findNearCopies(own, part.columns, { skip, random: seededRandom(seed) }).length /
    Math.max(1, nTest)
  );
}

function isMany(copies: readonly Copy[], nTest: number): boolean {
  return copies.length >= FEWEST_ROWS && copies.length >= FEWEST_SHARE * nTest;
}

/** Ids say which row it is, not what it holds. */
function isKey(column: Column): boolean {
  return !isText(column) && checkIdLike(column).length > 0;
}

function isText(column: Column): column is CodedColumn {
  if (isNumeric(column)) return false;
  if (column.kind === 'text') return true;
  if (column.kind === 'boolean') return false;
  if (column.levels.length < column.codes.length / 2) return false;
  const some = column.levels.slice(0, 200);
  return (
    some.length > 0 &&
    some.filter((level) => level.split(/\s+/).length >= 4).length >= some.length / 2
  );
}

interface Words {
  readonly answer: Column | undefined;
  readonly severity: Severity;
  readonly text?: string;
}

function evidenceOf(
  copies: readonly Copy[],
  { nTrain, nTest }: JoinedTables,
  answer: Column | undefined,
) {
  const nConflicting = answer
    ? copies.filter(({ testRow, trainRow }) => !isSameCell(answer, trainRow, nTrain + testRow))
        .length
    : 0;
  return {
    nCopies: copies.length,
    share: copies.length / nTest,
    nTest,
    nTrain,
    nConflicting,
    rows: copies.slice(0, MOST_SHOWN),
  };
}

function conflictWords(nConflicting: number, answer: Column | undefined): string {
  return nConflicting === 0 ? '' : `; ${nConflicting} of them have another "${answer?.name}" there`;
}

function describeCopies(
  copies: readonly Copy[],
  joined: JoinedTables,
  { answer, severity }: Words,
): Finding {
  const details = evidenceOf(copies, joined, answer);
  return {
    code: 'SPLIT_DUPLICATES',
    severity,
    message: `${details.nCopies} of ${details.nTest} test rows (${percent(details.share)}) occur among the training rows${conflictWords(details.nConflicting, answer)}.`,
    hint: 'Drop the copies before the split, or from the test part: the score on them is remembered, not learned.',
    details: { ...details, evidence: 'exact' },
  };
}

function describeNear(
  near: readonly Copy[],
  joined: JoinedTables,
  { answer, severity, text }: Words,
): Finding {
  const details = evidenceOf(near, joined, answer);
  const how =
    text === undefined
      ? 'nearly equal training rows'
      : `have nearly the text of training rows in "${text}"`;
  return {
    code: 'SPLIT_NEAR_DUPLICATES',
    severity,
    message: `${details.nCopies} of ${details.nTest} test rows (${percent(details.share)}) ${how}${conflictWords(details.nConflicting, answer)}.`,
    hint: 'Keep versions of one row on one side of the split: drop them, or split by what they have in common.',
    ...(text === undefined ? {} : { column: text }),
    details: { ...details, evidence: text === undefined ? 'near' : 'near text' },
  };
}
