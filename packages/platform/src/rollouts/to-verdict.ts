import type { Finding, Verdict } from '@kaizenml/ml/sequential';
import type { RolloutRecord, RolloutView } from './rollout.ts';
import { decidedBy, findWatched } from './watched.ts';

type Guards = RolloutView['guards'];
type Better = RolloutView['verdict']['better'];

const BETTER: Readonly<Record<Guards[number]['outcome'], Better>> = {
  harm: 'champion',
  better: 'candidate',
  'no-harm': 'neither',
  undecided: 'undecided',
};

/**
 * Which version is better, by what decides it: p-values and a confidence sequence that hold whenever one looks.
 *
 * @param states Of the step that the rollout is on.
 */
export function toVerdict(
  { settings }: RolloutRecord,
  {
    findings,
    guards,
    states,
  }: {
    readonly findings: readonly Finding[];
    readonly guards: Guards;
    readonly states: Readonly<Record<string, unknown>>;
  },
): RolloutView['verdict'] {
  const by = decidedBy(settings);
  const watched = findWatched(by, settings);
  const level = settings.level * (findings.find(({ name }) => name === by)?.share ?? 1);
  const state = states[by] ?? watched?.guard.empty(watched.settings);
  const judged: Verdict | undefined = watched?.guard.judge(state, { level, margin: 0 });
  const guard = guards.find(({ name }) => name === by);
  return {
    by,
    better: BETTER[guard?.outcome ?? 'undecided'],
    difference: judged?.difference ?? null,
    low: judged?.interval.low ?? null,
    high: judged?.interval.high ?? null,
    level,
    pWorse: judged?.harm.p ?? 1,
    pBetter: judged?.noHarm.p ?? 1,
    sentence: guard?.sentence ?? '',
  };
}
