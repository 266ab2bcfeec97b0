import { type Aim, AppError, type Finding, listNames, type Task } from '@kaizenml/contracts';
import type { Random } from '../math/index.ts';
import { countDuplicateRows } from '../stats/index.ts';
import { type Column, dropColumns, type Table } from '../table/index.ts';
import { checkTrust } from './check-trust.ts';
import { checkImbalance } from './classes-imbalanced.ts';
import { dropRareClasses } from './classes-rare.ts';
import { checkConstant } from './column-constant.ts';
import { checkIdLike } from './column-id-like.ts';
import { checkMostlyMissing } from './column-mostly-missing.ts';
import type { KnownTarget } from './read-target.ts';
import { checkDuplicateRows } from './rows-duplicate.ts';
import { checkFewRows } from './rows-few.ts';
import { findLeaks } from './target-leak.ts';
import { checkTarget, type UsableTarget } from './target-usable.ts';

/** What the guardrails are told. */
export interface GuardrailOptions {
  /** Name of the target column. */
  readonly target: string;
  readonly random: Random;
  /** Default: inferred from the target. */
  readonly task?: Task;
  /** What is answered about numbers. Default: `mean` where the task is given, else inferred. */
  readonly aim?: Aim;
  /** Rows below which a class is left out. Default 5. */
  readonly fewestClassRows?: number;
  /** Columns that stay whatever is found; findings about them are still given. Default none. */
  readonly keep?: readonly string[];
  /** Columns that are not looked at: left out by the user, or a group or time of the split. Default none. */
  readonly ignore?: readonly string[];
  /** Name of the column that tells the time of a row; it may be ignored as a feature. Default: none is declared. */
  readonly time?: string | undefined;
  /** What happens to a leak: it is dropped, only reported, or an error. Default `drop`. */
  readonly leak?: 'drop' | 'warn' | 'stop';
  /** Leaves out what trains models: the search for wrong labels. Default false. */
  readonly isBrief?: boolean | undefined;
}

/** What the guardrails say. */
export interface GuardrailReport {
  readonly task: Task;
  /** What is answered about numbers; `mean` for classes. */
  readonly aim: Aim;
  /** Why this task. */
  readonly why: string;
  readonly findings: readonly Finding[];
  /** Columns that models must not use, in the order of the table. */
  readonly dropped: readonly string[];
  /** Rows to learn from: those with a target, without rare classes. */
  readonly rows: Int32Array;
}

/**
 * Checks a table before anything is learned from it.
 *
 * In order: the target (which may end it), rows, classes, leaks, then each column for being constant,
 * mostly missing or an id. A column is reported once, for the first thing that is found.
 *
 * @throws COLUMN_UNKNOWN, TARGET_UNUSABLE, TABLE_TOO_SMALL, FEATURES_UNUSABLE when no column is left.
 * @cost O(n log n) per column; 50 000 rows of 15 columns take under a second.
 * @source Breck et al. (2019), "Data Validation for Machine Learning", SysML; Kaufman et al. (2012), ACM TKDD 6(4).
 */
export function checkGuardrails(table: Table, options: GuardrailOptions): GuardrailReport {
  const { target, random, task: asked, keep = [], ignore = [], leak = 'drop', time } = options;
  const usable = checkTarget(table, target, asked, options.aim);
  const { why, aim } = usable;
  const { target: known, findings: rare } = withoutRareClasses(usable, options.fewestClassRows);
  const task = asked ?? settledTask(usable.task, known);
  const features = dropColumns(table, [target, ...ignore]).columns;
  const looked = dropColumns(
    table,
    ignore.filter((name) => name !== time),
  );
  const leaks = findLeaks(looked, { target, task, random, time }).filter(
    ({ column }) => column === undefined || !ignore.includes(column),
  );
  const leaking = new Set(leaks.flatMap(columnsOf));
  const weak = features
    .filter(({ name }) => !leaking.has(name))
    .flatMap((column) => checkColumn(column));
  const namesOf = (findings: readonly Finding[]): string[] => {
    const named = new Set(findings.flatMap(columnsOf));
    return features
      .map(({ name }) => name)
      .filter((name) => named.has(name) && !keep.includes(name));
  };
  const sure = [
    ...(leak === 'drop' ? leaks.filter(({ column }) => column !== undefined) : []),
    ...weak,
  ];
  const all = namesOf(leak === 'drop' ? [...leaks, ...weak] : weak);
  const dropped = all.length === features.length ? namesOf(sure) : all;
  const doubted = [...new Set([...dropped, ...leaking])].filter((name) => !keep.includes(name));
  if (dropped.length === features.length) {
    throw nothingLeft(table, target, [...leaks, ...weak]);
  }
  return {
    task,
    aim,
    why,
    findings: [
      ...checkFewRows(known.rows.length),
      ...checkDuplicateRows(table),
      ...rare,
      ...checkImbalance(known),
      ...leaks.map((finding) =>
        withConsequence(finding, {
          leak: columnsOf(finding).some((name) => dropped.includes(name))
            ? leak
            : withoutDrop(leak),
          isKept: columnsOf(finding).every((name) => keep.includes(name)),
        }),
      ),
      ...weak.map((finding) =>
        keep.includes(finding.column ?? '') ? withoutHint(finding) : finding,
      ),
      ...checkTrust(looked, {
        target,
        task,
        random,
        ignore: doubted,
        isBrief: options.isBrief ?? false,
      }),
    ],
    dropped,
    rows: known.rows,
  };
}

function withoutRareClasses(
  { target }: UsableTarget,
  fewestRows?: number,
): { readonly target: KnownTarget; readonly findings: readonly Finding[] } {
  return target.kind === 'classification'
    ? dropRareClasses(target, fewestRows)
    : { target, findings: [] };
}

/** What is left of a multiclass task with two classes is a binary one. */
function settledTask(task: Task, known: KnownTarget): Task {
  return known.kind === 'classification' && known.classes.length === 2 ? 'binary' : task;
}

function checkColumn(column: Column): Finding[] {
  const found = [...checkConstant(column), ...checkMostlyMissing(column), ...checkIdLike(column)];
  return found.slice(0, 1);
}

/** The columns that a finding is about: one, or those that give the answer away together. */
function columnsOf({ column, details }: Finding): readonly string[] {
  if (column !== undefined) return [column];
  return Array.isArray(details.columns) ? (details.columns as string[]) : [];
}

function withConsequence(
  finding: Finding,
  { leak, isKept }: { readonly leak: 'drop' | 'warn' | 'stop'; readonly isKept: boolean },
): Finding {
  const cause = finding.hint ?? '';
  const isOne = finding.column !== undefined;
  if (isKept)
    return {
      ...finding,
      hint: `${cause} ${isOne ? 'It stays' : 'They stay'}, as \`guardrails.keep\` asks.`,
    };
  const them = isOne ? 'it' : 'them';
  const keepIt = `keep ${them} with \`guardrails.keep\` in kaizen.yaml if ${isOne ? 'it is' : 'they are'} known in time`;
  if (leak === 'drop')
    return { ...finding, hint: `${cause} ${isOne ? 'It is' : 'They are'} left out; ${keepIt}.` };
  if (leak === 'warn')
    return {
      ...finding,
      hint: `${cause} ${isOne ? 'It stays' : 'They stay'}; list ${them} under \`ignore\` unless known in time.`,
    };
  return {
    ...finding,
    severity: 'error',
    hint: `${cause} List ${them} under \`ignore\`, or ${keepIt}.`,
  };
}

/** What is left of "drop" where dropping would leave nothing to learn from. */
function withoutDrop(leak: 'drop' | 'warn' | 'stop'): 'warn' | 'stop' {
  return leak === 'drop' ? 'warn' : leak;
}

function withoutHint(finding: Finding): Finding {
  return { ...finding, hint: 'It stays, as `guardrails.keep` asks.' };
}

/** Share of copies from which it is they that give answers away. */
const MOSTLY_COPIES = 0.5;

function nothingLeft(table: Table, target: string, findings: readonly Finding[]): AppError {
  const nCopies = findings.some(({ code }) => WRONG[code] === undefined)
    ? countDuplicateRows(table)
    : 0;
  const hint =
    nCopies > MOSTLY_COPIES * table.nRows
      ? `${nCopies} of ${table.nRows} rows are copies of others, and a copy gives the answer of its row away: drop the copies first.`
      : `Add columns that describe the rows and are known before the outcome${findings.length === 0 ? '' : ', or list those that are judged wrongly under `guardrails.keep` in kaizen.yaml'}.`;
  const message =
    findings.length === 0
      ? `The table must have a column besides the target "${target}", got none.`
      : `The table must have a column that can predict "${target}", got none: ${unusableColumns(findings)}.`;
  return new AppError('FEATURES_UNUSABLE', {
    message,
    hint,
    details: { target, columns: findings.map(({ column, code }) => ({ column, code })) },
  });
}

/** Columns by what is wrong with them, in words: of one, of several. */
const WRONG: Readonly<Record<string, readonly [string, string]>> = {
  COLUMN_CONSTANT: ['has one value at most', 'have one value at most'],
  COLUMN_MOSTLY_MISSING: ['is nearly always missing', 'are nearly always missing'],
  COLUMN_ID_LIKE: ['identifies rows', 'identify rows'],
};
const LEAKS: readonly [string, string] = ['gives the answer away', 'give the answer away'];

function unusableColumns(findings: readonly Finding[]): string {
  const namesOf = new Map<readonly [string, string], string[]>();
  for (const finding of findings) {
    const wrong = WRONG[finding.code] ?? LEAKS;
    namesOf.set(wrong, [...new Set([...(namesOf.get(wrong) ?? []), ...columnsOf(finding)])]);
  }
  return [...namesOf]
    .map(([[one, several], names]) => `${listNames(names)} ${names.length === 1 ? one : several}`)
    .join('; ');
}
