import { AppError } from '@kaizenml/contracts';
import type { InputOf, Operations, OutputOf } from '@kaizenml/contracts/operations';
import { DRIFT_TESTS, type DriftTest, getDriftTest } from '@kaizenml/ml/drift';
import type { Baseline, ColumnBaseline } from '@kaizenml/ml/windows';
import type { AtMachine, MachineHandler } from '../../at-machine.ts';
import { withTempFolder } from '../../kit/index.ts';
import { shareMissing } from '../judging/say-move.ts';
import { isBaselinePath, readBaseline } from './baseline-file.ts';
import {
  type ComparedWindow,
  compareWindows,
  type Judging,
  takes,
  type WindowPair,
} from './compare-windows.ts';
import { type CountedColumn, countFile } from './count-file.ts';
import { describeMove } from './describe-move.ts';
import { makeReference } from './make-reference.ts';
import { tellShare } from './tell-share.ts';

type Compare = Operations['monitors']['compare'];
type Report = OutputOf<Compare>;

/** New levels of a column that are told. */
const MAX_TOLD_LEVELS = 5;

/** Compares a data file with a reference: a stored one, or another data file. */
export const compareFile =
  ({ home }: { readonly home: string }): MachineHandler<Compare> =>
  (input, machine) =>
    withTempFolder(home, 'compare', async (workPath) => {
      const judging = judgingOf(input);
      const { current, reference } = input;
      const walk = { workPath, signal: machine?.signal };
      const baseline = await openReference(reference, { ...walk, machine });
      const references = referencesOf(baseline);
      const counted = await countFile(current, {
        ...walk,
        binnings: references.map(({ binning }) => binning),
        hear: tellShare(machine, `Counting ${current}`),
      });
      const windowOf = new Map(references.map(({ binning, window }) => [binning.name, window]));
      const pairs = counted.columns.map((column) => ({
        ...{ binning: column.binning, current: column.window },
        reference: windowOf.get(column.binning.name) ?? column.window,
      }));
      const compared = compareWindows(pairs, judging);
      const columns = counted.columns.map((column, i) =>
        toColumn(column, pairs[i] as WindowPair, compared[i] as ComparedWindow),
      );
      const nDrifted = columns.filter(({ verdict }) => verdict === 'drift').length;
      const isRecommended = judging.by === 'recommended';
      return {
        current,
        reference,
        nCurrent: counted.nRows,
        nReference: Math.max(0, ...references.map(({ window }) => window.nRows)),
        status: nDrifted > 0 ? 'drift' : 'ok',
        nDrifted,
        judging: judging.by,
        rate: isRecommended ? judging.rate : null,
        leastEffect: isRecommended ? judging.leastEffect : null,
        columns: columns.sort((a, b) => rank(b) - rank(a) || (b.effect ?? 0) - (a.effect ?? 0)),
        absent: [...counted.absent],
        others: [...counted.others],
      };
    });

/** @throws ARGUMENT_INVALID for a test that there is not, or that windows cannot answer. */
function judgingOf({ test, customary, rate, leastEffect }: InputOf<Compare>): Judging {
  if (test === undefined && !customary) return { by: 'recommended', rate, leastEffect };
  const named = test === undefined ? undefined : getDriftTest(test);
  if (named !== undefined && !isOfWindows(named)) throw notOfWindows(named);
  return { by: 'customary', test: named };
}

function isOfWindows(test: DriftTest): boolean {
  return takes(test, { kind: 'numbers' }) || takes(test, { kind: 'levels' });
}

async function openReference(
  path: string,
  {
    machine,
    ...walk
  }: {
    readonly workPath: string;
    readonly signal: AbortSignal | undefined;
    readonly machine: AtMachine | undefined;
  },
): Promise<Baseline> {
  if (isBaselinePath(path)) return await readBaseline(path);
  return await makeReference(path, { ...walk, hear: tellShare(machine, `Counting ${path}`) });
}

/** Columns that a file of rows may have: inputs, and the target. */
function referencesOf({ columns }: Baseline): readonly ColumnBaseline[] {
  const known = new Set<string>();
  return columns.filter(({ role, binning: { name } }) => {
    if ((role !== 'input' && role !== 'label') || known.has(name)) return false;
    known.add(name);
    return true;
  });
}

type ReportColumn = Report['columns'][number];

function toColumn(
  { binning, window, nUnreadable }: CountedColumn,
  pair: WindowPair,
  compared: ComparedWindow,
): ReportColumn {
  const { verdict, values } = compared;
  const { finding, adjustedPValue } = values;
  const present = window.weight - window.missing;
  const news = [...window.newLevels].filter(([level]) => !pair.reference.newLevels.has(level));
  return {
    column: binning.name,
    kind: binning.kind,
    verdict,
    test: finding.test,
    effect: finiteOr(finding.effect),
    score: finding.score === null ? null : finiteOr(finding.score),
    threshold: finding.threshold,
    pValue: finding.pValue,
    adjustedPValue,
    shareMissingReference: shareMissing(pair.reference),
    shareMissingCurrent: shareMissing(window),
    why: describeMove(pair, compared),
    newLevels: news
      .sort(([, a], [, b]) => b - a)
      .slice(0, MAX_TOLD_LEVELS)
      .map(([level, count]) => ({ level, share: count / present })),
    nUnreadable,
  };
}

function finiteOr(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

const ORDER = ['calm', 'too small', 'may be chance', 'drift'];

function rank({ verdict }: ReportColumn): number {
  return ORDER.indexOf(verdict);
}

function notOfWindows({ name, takes: kinds }: DriftTest): AppError {
  const known = DRIFT_TESTS.filter(isOfWindows).map((test) => test.name);
  return new AppError('ARGUMENT_INVALID', {
    message: `\`--test\` must name a test of numbers or levels, got "${name}", which compares ${kinds.join(' or ')}.`,
    hint: `Windows keep counts: take one of ${known.join(', ')}.`,
    details: { received: name, known },
  });
}
