import type { GateCheck } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import { FAIRNESS_METRICS, type FairnessMetric, measureGaps } from '@kaizenml/ml/fairness';
import { seededRandom } from '@kaizenml/ml/math';
import { rowSlices } from '@kaizenml/ml/slices';
import { findColumn, type Table } from '@kaizenml/ml/table';
import { inDigits } from '../in-digits.ts';
import type { TestedRows } from './candidate.ts';
import type { Gate } from './gate.ts';
import { limited, notMeasured, sayLimit } from './outcomes.ts';

type Asked = Project['gate']['fairness'][number];

const SEED = 1;

/** Groups of a column must be treated alike, up to a limit. */
export const fairnessGate: Gate = {
  name: 'fairness',
  async check({ asked, tested }) {
    if (asked.fairness.length === 0) return [];
    const rows = await tested?.rows();
    return asked.fairness.flatMap((rule) => checkRule(rule, tested, rows));
  },
};

function checkRule(
  rule: Asked,
  tested: TestedRows | undefined,
  rows: Table | undefined,
): readonly GateCheck[] {
  const { group, favorable, max, leastRows } = rule;
  const wanted = FAIRNESS_METRICS.filter(({ name }) => max[name] !== undefined);
  const aboutOf = ({ title }: FairnessMetric) =>
    ({ gate: 'fairness', subject: `${title} by "${group}"` }) as const;
  const limitOf = ({ name }: FairnessMetric) =>
    ({ side: 'at-most', value: max[name] ?? 0 }) as const;
  const none = (reason: string) =>
    wanted.map((metric) => notMeasured({ ...aboutOf(metric), reason }, { limit: limitOf(metric) }));
  if (tested === undefined || rows === undefined) return none('It was not tested on rows.');
  const { outcome, classes } = tested;
  if (outcome.kind === 'regression')
    return none('Groups are compared by the classes that are called, and it answers numbers.');
  const code =
    favorable === undefined ? (classes.length === 2 ? 1 : -1) : classes.indexOf(favorable);
  if (code < 0)
    return none(
      favorable === undefined
        ? `Of ${classes.length} classes \`favorable\` must name the one that is good to be called.`
        : `"${favorable}" is none of the classes ${classes.join(', ')}.`,
    );
  const column = findColumn(rows, group);
  if (column === undefined) return none(`The data have no column "${group}".`);
  const slices = rowSlices(column);
  const large = slices.filter((slice) => slice.rows.length >= leastRows);
  if (large.length < 2)
    return none(
      `"${group}" has ${large.length === 0 ? 'no group' : 'only one group'} of at least ${leastRows} rows in the test part.`,
    );
  const groups = new Int32Array(rows.nRows).fill(-1);
  large.forEach((slice, g) => {
    for (const row of slice.rows) groups[row] = g;
  });
  const gaps = measureGaps({ outcome, groups, nGroups: large.length, favorable: code }, wanted, {
    random: seededRandom(SEED),
  });
  const nSmall = slices.length - large.length;
  const rest =
    nSmall === 0
      ? ''
      : ` ${nSmall} ${nSmall === 1 ? 'group' : 'groups'} of fewer than ${leastRows} rows ${nSmall === 1 ? 'was' : 'were'} left out.`;
  return wanted.map((metric) => {
    const [about, limit] = [aboutOf(metric), limitOf(metric)];
    const gap = gaps.find((one) => one.metric === metric);
    if (gap === undefined)
      return notMeasured(
        { ...about, reason: `${about.subject} is not defined in two groups of the test part.` },
        { limit },
      );
    const { estimate: measured, most, least } = gap;
    const ends = [most, least].map((end) => `${large[end.group]?.name} ${inDigits(end.rate, 3)}`);
    const reason = `${about.subject} must be ${sayLimit(limit)}, got ${inDigits(measured.value, 3)}: ${ends.join(', ')}.${rest}`;
    return limited({ ...about, unit: null, reason }, { limit, measured });
  });
}
