import { showShare } from '@kaizenml/contracts';
import { type Finding, latencyBin, type Verdict } from '@kaizenml/ml/sequential';
import { NOTICED_MS } from './noticed-ms.ts';
import type { RolloutRecord, RolloutView } from './rollout.ts';
import type { Watched } from './watched.ts';

/** What a guard found, as one sentence with its numbers. */
export function sayFinding(
  { title, unit, guard, partNames }: Watched,
  { verdict }: Finding,
  { from, to, said }: Pick<RolloutRecord, 'from' | 'to'> & { readonly said: Said },
): string {
  const { a, b, part } = verdict;
  const where = part === null ? '' : ` (${partNames?.get(part) ?? part})`;
  if (a.value === null || b.value === null)
    return `${title}${where}: nothing to compare yet (${b.n} of version ${to}, ${a.n} of version ${from}).`;
  const values = `${show(b.value, unit)} of ${b.n} with version ${to}, ${show(a.value, unit)} of ${a.n} with version ${from}`;
  const relative = guard.unit === 'relative';
  return `${title}${where}: ${values}; ${CLAIM[said]}${between(verdict, relative ? 'share' : unit)}.`;
}

type Said = RolloutView['guards'][number]['outcome'];

const CLAIM: Readonly<Record<Said, string>> = {
  harm: 'surely worse',
  better: 'surely better',
  'no-harm': 'surely no worse than allowed',
  undecided: 'not decided',
};

function between({ interval: { low, high } }: Verdict, unit: Watched['unit']): string {
  const ends = [low, high].map((end) => (end === null ? undefined : show(end, unit)));
  const [least, most] = ends;
  if (least !== undefined && most !== undefined) return `, the difference is ${least} to ${most}`;
  if (least !== undefined) return `, the difference is at least ${least}`;
  return most === undefined ? '' : `, the difference is at most ${most}`;
}

function show(value: number, unit: Watched['unit']): string {
  if (unit === 'share') return showShare(value);
  const number = String(Number(value.toPrecision(3)));
  if (unit !== 'milliseconds') return number;
  return latencyBin(value) <= latencyBin(NOTICED_MS) ? `at most ${NOTICED_MS} ms` : `${number} ms`;
}
