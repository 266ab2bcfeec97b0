import type { ArmCounts } from '../evidence.ts';
import { type Judged, judgeEvidence } from '../judge-evidence.ts';
import type { Evidence } from '../store.ts';
import { type BanditRollout, challengersIn, pairOf } from './is-bandit.ts';
import { type Learned, learn } from './learn.ts';
import type { BanditRewards } from './rewards.ts';

type Counted = readonly { readonly step: number; readonly evidence: Evidence }[];

/** What everything that was counted says of a bandit. */
export interface JudgedArms extends Judged {
  /** By version: what is watched of it against the champion. */
  readonly ofArms: ReadonlyMap<number, Judged>;
  readonly countsOf: ReadonlyMap<number, ArmCounts>;
  readonly learned: Learned;
}

/**
 * Asks every guard of every challenger that still gets requests, each with its part of the level, and what the rewards say.
 *
 * What is told of one challenger, such as the verdict, is of the one that is most probably the best.
 */
export function judgeArms(rollout: BanditRollout, counted: Counted): JudgedArms {
  const { settings, from } = rollout;
  const active = challengersIn(rollout);
  const { challengers } = settings.bandit;
  const level = settings.level / challengers.length;
  const ofArms = new Map(
    challengers.map((version): [number, Judged] => {
      const ofPair = counted.filter(({ evidence }) => evidence.version === version);
      const pair = pairOf(rollout, version);
      return [version, judgeEvidence({ ...pair, settings: { ...settings, level } }, ofPair)];
    }),
  );
  const rewards = counted.flatMap(({ evidence }) => evidence.rewards ?? [])[0];
  const learned = learn(rollout, rewards as BanditRewards | undefined);
  const countsOf = new Map(
    [...ofArms].map(([version, { counts }]): [number, ArmCounts] => [version, counts.candidate]),
  );
  const champions = [...ofArms.values()].map(({ counts }) => counts.champion);
  const mostCounted = champions.reduce((one, other) =>
    other.nAnswered + other.nFailed > one.nAnswered + one.nFailed ? other : one,
  );
  countsOf.set(from, mostCounted);
  const leading = leadingOf(learned, active) ?? challengers[0] ?? from;
  const told = ofArms.get(leading) as Judged;
  const shown = active.length === 0 ? challengers : active;
  return {
    ...told,
    ...{ ofArms, countsOf, learned },
    guards: shown.flatMap((version) =>
      (ofArms.get(version)?.guards ?? []).map((guard) => ({
        ...guard,
        name: nameOf(guard.name, version),
      })),
    ),
    evidence: shown.flatMap((version) =>
      (ofArms.get(version)?.evidence ?? []).map((guard) => ({
        ...guard,
        name: nameOf(guard.name, version),
        title: nameOf(guard.title, version),
      })),
    ),
  };
}

/** The challenger that is most probably the best; the first where nothing is known. */
export function leadingOf(
  { arms }: Pick<Learned, 'arms'>,
  challengers: readonly number[],
): number | undefined {
  const known = arms.filter(({ version }) => challengers.includes(version));
  const [first] = known.toSorted(
    (one, other) => (other.probabilityBest ?? 0) - (one.probabilityBest ?? 0),
  );
  return first?.version;
}

function nameOf(name: string, version: number): string {
  return `${name} of version ${version}`;
}
