import type { Finding } from '@kaizenml/contracts';
import type { Random } from '../../math/index.ts';
import { sampleMoments } from '../../stats/index.ts';
import { type Column, isNumeric } from '../../table/index.ts';
import { percent } from '../percent.ts';
import type { JoinedTables } from './join-tables.ts';

/** Fewest groups, and rows per group on average. */
const FEWEST_GROUPS = 20;
const ROWS_PER_GROUP = 1.5;
/** Fewest groups of a column that is not named like an entity. */
const FEWEST_UNNAMED = 40;
/** Share of test rows whose group has training rows, from which a split leaks. */
const SHARED = 0.2;
/** Pairs of rows that are compared, within groups and at random. */
const N_PAIRS = 2000;
/** Numbers this part of a standard deviation apart are alike. */
const ALIKE = 0.1;
/** How much of the way to certain agreement a group must bring, and columns of which it must. */
const RESEMBLES = 0.3;
const CONSTANT = 0.95;
const FEWEST_CONSTANT = 3;
const NAMES_ENTITY =
  /(^|[\s_.-])(customer|client|patient|user|person|people|player|match|game|session|device|machine|engine|subject|account|household|family|driver|member|visitor|policy|ticket|order|group|participant|student|employee|author|speaker|movie|item|host|card|vehicle|animal|specimen|donor)s?([\s_.-]?(id|no|nr|key|code|number|uuid|hash|name))?$|(^|[\s_.-])(id|uuid|guid|key)$|[a-z](Id|ID|Key)$/i;
/** Numbers name an entity only when they say so. */
const NAMES_KEY = /(id|no|nr|key|code|number|uuid|hash)$/i;
const NAMES_ONE =
  /^(customer|client|patient|user|account|device|subject|player|student|employee)$/i;
/** Counts of something are no names of it. */
const NAMES_COUNT = /^(n|num|no|nr|count|number|total|nb)[\s_.-]/i;

/**
 * Finds columns that name what rows belong to (a customer, a patient, a match) and whose groups lie on both sides of a
 * split although rows of one group resemble each other.
 *
 * Resemblance is agreement of pairs: within groups against at random, of the target and of the other columns. A column
 * named like an entity needs it in one column or in the target; any other needs three columns that are constant in its
 * groups, as attributes of an entity are.
 *
 * @param target Name of the target; its agreement counts most.
 * @param isSplit False for a table that is yet to be split: then any test row would share its group.
 * @cost O(rows) per column, and 4000 pairs of rows.
 * @source Kapoor & Narayanan (2023), Patterns 4: non-independence between training and test; Roberts et al. (2017), Ecography 40, blocked cross-validation.
 */
export function findSharedGroups(
  { table, nTrain, nTest }: JoinedTables,
  {
    target,
    random,
    isSplit,
  }: { readonly target: string; readonly random: Random; readonly isSplit: boolean },
): Finding[] {
  const found = table.columns
    .filter(({ name }) => name !== target)
    .flatMap((column) => {
      const groups = groupsOf(column);
      if (!groups) return [];
      const shareShared = isSplit ? sharedShare(groups, nTrain, nTest) : 1;
      if (shareShared < SHARED) return [];
      const others = table.columns.filter((other) => other !== column);
      const { liftTarget, alike, constant } = resemblance(groups, others, { target, random });
      const isNamed = NAMES_ENTITY.test(column.name) && !NAMES_COUNT.test(column.name);
      const isEntity = isNamed
        ? liftTarget >= RESEMBLES / 2 || alike.length >= 1
        : constant.length >= FEWEST_CONSTANT && groups.nGroups >= FEWEST_UNNAMED;
      return isEntity
        ? [
            {
              column: column.name,
              nGroups: groups.nGroups,
              shareShared,
              liftTarget,
              alike,
              isNamed,
            },
          ]
        : [];
    })
    .sort(
      (a, b) =>
        Number(b.isNamed) - Number(a.isNamed) ||
        b.liftTarget - a.liftTarget ||
        b.alike.length - a.alike.length,
    );
  return found.slice(0, 1).map(({ column, nGroups, shareShared, liftTarget, alike }) => {
    const what = isSplit
      ? `${percent(shareShared)} of the test rows belong to one that has training rows too`
      : 'a random split puts rows of one on both sides';
    const like = [...(liftTarget >= RESEMBLES / 2 ? [target] : []), ...alike].slice(0, 3);
    return {
      code: 'SPLIT_GROUPS',
      severity: 'warning',
      message: `Column "${column}" names ${nGroups} groups, and ${what}; rows of one group resemble each other in ${like.map((name) => `"${name}"`).join(', ')}.`,
      hint: `Split by group: \`split: {kind: group, column: ${column}}\` in kaizen.yaml.`,
      column,
      details: { column, nGroups, shareShared, liftTarget, alike, isSplit },
    };
  });
}

interface Groups {
  readonly codes: Int32Array;
  readonly nGroups: number;
}

/** Group per row, -1 for none; undefined when the column does not name groups. */
function groupsOf(column: Column): Groups | undefined {
  if (column.kind === 'date' || column.kind === 'text' || column.kind === 'boolean')
    return undefined;
  const values: ArrayLike<number> = isNumeric(column) ? column.values : column.codes;
  if (
    isNumeric(column) &&
    !(
      (NAMES_KEY.test(column.name) || NAMES_ONE.test(column.name)) &&
      column.values.every((x) => Number.isNaN(x) || Number.isInteger(x))
    )
  )
    return undefined;
  const codeOf = new Map<number, number>();
  const size: number[] = [];
  const codes = new Int32Array(values.length).fill(-1);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value) || (!isNumeric(column) && value < 0)) continue;
    const code = codeOf.get(value) ?? codeOf.size;
    if (code === codeOf.size) {
      codeOf.set(value, code);
      size.push(0);
    }
    codes[i] = code;
    size[code]++;
  }
  const nKnown = size.reduce((sum, n) => sum + n, 0);
  const isGrouping = codeOf.size >= FEWEST_GROUPS && nKnown >= ROWS_PER_GROUP * codeOf.size;
  return isGrouping && nKnown >= values.length / 2 ? { codes, nGroups: codeOf.size } : undefined;
}

function sharedShare({ codes, nGroups }: Groups, nTrain: number, nTest: number): number {
  const isTrained = new Uint8Array(nGroups);
  for (let i = 0; i < nTrain; i++) if (codes[i] >= 0) isTrained[codes[i]] = 1;
  let n = 0;
  for (let i = nTrain; i < nTrain + nTest; i++) if (codes[i] >= 0 && isTrained[codes[i]] === 1) n++;
  return nTest === 0 ? 0 : n / nTest;
}

function resemblance(
  { codes, nGroups }: Groups,
  others: readonly Column[],
  { target, random }: { readonly target: string; readonly random: Random },
) {
  const last = new Int32Array(nGroups).fill(-1);
  const within: (readonly [number, number])[] = [];
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] < 0) continue;
    if (last[codes[i]] >= 0) within.push([last[codes[i]], i]);
    last[codes[i]] = i;
  }
  const inGroups = Array.from(
    { length: Math.min(N_PAIRS, within.length) },
    () => within[random.below(within.length)],
  );
  const apart = inGroups.map(
    () => [random.below(codes.length), random.below(codes.length)] as const,
  );
  let liftTarget = 0;
  const alike: string[] = [];
  const constant: string[] = [];
  for (const column of others) {
    const tolerance = isNumeric(column) ? ALIKE * (sampleMoments(column.values).sd || 0) : 0;
    const near = agreement(column, inGroups, tolerance);
    const far = agreement(column, apart, tolerance);
    const lift = far < 1 ? (near - far) / (1 - far) : 0;
    if (column.name === target) liftTarget = lift;
    else if (lift >= RESEMBLES && far < 0.9) alike.push(column.name);
    if (column.name !== target && near >= CONSTANT && far < 0.8) constant.push(column.name);
  }
  return { liftTarget, alike, constant };
}

function agreement(
  column: Column,
  pairs: readonly (readonly [number, number])[],
  tolerance: number,
): number {
  let n = 0;
  let nAlike = 0;
  for (const [a, b] of pairs) {
    if (isNumeric(column)) {
      const off = Math.abs(column.values[a] - column.values[b]);
      if (Number.isNaN(off)) continue;
      n++;
      if (off <= tolerance) nAlike++;
    } else if (column.codes[a] >= 0 && column.codes[b] >= 0) {
      n++;
      if (column.codes[a] === column.codes[b]) nAlike++;
    }
  }
  return n < 20 ? 0 : nAlike / n;
}
