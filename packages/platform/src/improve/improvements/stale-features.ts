import { percent } from '@kaizenml/ml/guardrails';
import { sayDuration, sayValueOf } from '@kaizenml/ml/quality';
import { marginOf, Z_95 } from '../../monitors/index.ts';
import { quoted } from '../quoted.ts';
import type { StaleColumn } from '../stale/read-stale.ts';
import type { FindImprovements, FoundImprovement, ImprovedEndpoint } from './improvement.ts';

/**
 * Columns that go on being sent and no longer move: their feed has stopped.
 *
 * The gain is what the answers lose where such a column says nothing: its importance in the version that answered most, by the share of
 * the rows that it stands still in. There is none of a column that nobody has seen move here: a season stands still, too. Columns that the
 * answers do not rest on beyond the chance of their measurement are left out.
 */
export const findStaleFeatures: FindImprovements = (of) => {
  const importance = new Map(of.importance.map((one) => [one.column, one]));
  return of.stale
    .filter(({ column }) => {
      const known = importance.get(column);
      return known === undefined || known.mean > 2 * known.sd;
    })
    .map((stale) => {
      const gained = gainedBy(of, stale);
      const { endpoint } = of;
      return {
        ...{ endpoint, kind: 'stale-features' as const },
        title: stale.hasMoved
          ? `Bring "${stale.column}" anew: it no longer moves.`
          : `See whether "${stale.column}" is still brought: it never moved here.`,
        why: `${sayStandstill(stale)} That concerns ${percent(stale.share)} of the rows of the period.`,
        ...gained,
        next: `kaizen monitors column ${endpoint} ${quoted(stale.column)}`,
      };
    })
    .sort((a, b) => (b.weight ?? 0) - (a.weight ?? 0));
};

function gainedBy(
  { now, importance, measured, settings }: ImprovedEndpoint,
  { column, share, hasMoved }: StaleColumn,
): Pick<FoundImprovement, 'gain' | 'noGain' | 'weight'> {
  const known = importance.find((one) => one.column === column);
  if (!hasMoved)
    return {
      ...{ gain: null, weight: null },
      noGain:
        'Nobody has seen it move here, so it may stand still by nature, as a season does; then nothing is lost.',
    };
  if (measured === undefined || known === undefined)
    return {
      ...{ gain: null, weight: null },
      noGain: 'Nobody measured how much the answers of this version rest on it.',
    };
  const { metric, value } = measured;
  const asked = metric === now.scored?.metric ? settings.performance.worseThanTraining : undefined;
  const half = Z_95 * known.sd;
  const gain = {
    value: share * known.mean,
    low: share * (known.mean - half),
    high: share * (known.mean + half),
    unit: metric,
  };
  return { gain, noGain: null, weight: gain.value / marginOf(metric, value, asked) };
}

function sayStandstill({ kind, found, since, hasMoved }: StaleColumn): string {
  const when = `${hasMoved ? 'Since' : 'At least since'} ${sayValueOf({ kind: 'date' }, Date.parse(since))}`;
  if (found.kind === 'value') {
    const where = found.share === 1 ? 'every row' : `${percent(found.share)} of the rows`;
    return `${when} it is ${sayValueOf({ kind }, found.value)} in ${where}; in training ${percent(found.others)} of the rows have other values.`;
  }
  const newest = sayValueOf({ kind }, found.newest);
  const lag = `${sayDuration(found.lagMs)} behind the requests, before ${found.usualLagMs > 0 ? `${sayDuration(found.usualLagMs)} at most` : 'not at all'}`;
  return found.standsStill
    ? `${when} nothing in it is newer than ${newest}: it is ${lag}.`
    : `${when} it lags: the newest value is ${newest}, ${lag}.`;
}
