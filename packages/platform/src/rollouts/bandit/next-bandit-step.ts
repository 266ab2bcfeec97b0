import { showShare } from '@kaizenml/contracts';
import type { Judged } from '../judge-evidence.ts';
import { type BanditRollout, challengersIn } from './is-bandit.ts';
import { FIRST_REWARDS, type Learned, type LearnedArm } from './learn.ts';
import { type BanditStanding, evenShares, type VersionShare } from './standing.ts';

/** What is known when a bandit is looked at. */
export interface SeenArms {
  /** Now, milliseconds since 1970. */
  readonly nowMs: number;
  /** The champion of the endpoint now; undefined when there is none. */
  readonly champion: number | undefined;
  /** By version. */
  readonly ofArms: ReadonlyMap<number, Pick<Judged, 'guards'>>;
  readonly learned: Learned;
}

/** What is to happen to a bandit, and why. */
export interface BanditDecision {
  readonly action: 'hold' | 'share' | 'learn' | 'take-out' | 'promote' | 'roll-back' | 'end';
  /** One sentence or more, for people. */
  readonly reason: string;
  /** Where it stands from then on; absent where it stays. */
  readonly standing?: BanditStanding;
  /** The version that becomes the champion. */
  readonly to?: number;
}

/** Probability of being the best from which a version is called so. */
const PROBABLY = 0.95;
/** Shares move once one is off by this much, so that the history stays readable and keys stay where they are. */
const OFF = 0.05;
const OFF_OF_SHARE = 0.25;

/**
 * What a bandit does next: harm takes a version out, a pause keeps the shares, a best one ends it where asked to, and shares follow the rewards.
 *
 * Pure: the same rollout and the same figures give the same decision, also after a kill.
 */
export function nextBanditStep(rollout: BanditRollout, seen: SeenArms): BanditDecision {
  const { status, from } = rollout;
  if (status !== 'running' && status !== 'paused')
    return { action: 'hold', reason: rollout.reason };
  if (seen.champion !== from)
    return {
      action: 'end',
      reason: `The champion is version ${seen.champion ?? 'none'} now, not ${from} as when it began: it compares with something else, and ends.`,
    };
  const harm = harmOf(rollout, seen);
  if (harm !== undefined) return harm;
  if (status === 'paused')
    return {
      action: 'hold',
      reason: `A person paused it at ${sayShares(rollout.standing.shares)}.`,
    };
  const best = bestOf(rollout, seen);
  if (best?.action !== undefined && best.action !== 'hold') return best;
  return share(rollout, { ...seen, best: best?.reason });
}

function harmOf(rollout: BanditRollout, { ofArms, nowMs }: SeenArms): BanditDecision | undefined {
  const active = challengersIn(rollout);
  for (const version of active) {
    const harm = (ofArms.get(version)?.guards ?? []).filter(({ outcome }) => outcome === 'harm');
    if (harm.length === 0) continue;
    const reason = `Version ${version} does harm: ${harm.map(({ sentence }) => sentence).join(' ')}`;
    const { standing, from } = rollout;
    const sharesLeft = withoutVersion(standing.shares, version);
    const out = [...standing.out, { version, reason }];
    const left = active.filter((each) => each !== version);
    if (left.length === 0)
      return {
        action: 'roll-back',
        reason: `${reason} No other version is left: version ${from} answers everything.`,
        standing: { ...standing, out, shares: [{ version: from, share: 1 }], model: null },
      };
    return {
      action: 'take-out',
      reason: `${reason} It gets no requests any more; ${sayShares(sharesLeft)}.`,
      standing: {
        ...{ learnedAt: new Date(nowMs).toISOString(), out, model: null },
        shares: sharesLeft,
      },
    };
  }
  return undefined;
}

/** The others share what it had, as they are. */
function withoutVersion(shares: readonly VersionShare[], out: number): readonly VersionShare[] {
  const left = shares.filter(({ version }) => version !== out);
  const sum = left.reduce((total, { share }) => total + share, 0);
  if (sum === 0) return evenShares(left.map(({ version }) => version));
  return left.map(({ version, share }) => ({ version, share: share / sum }));
}

/** What is said, and done, once a version is probably and surely the best. */
function bestOf(rollout: BanditRollout, { learned }: SeenArms): BanditDecision | undefined {
  const { from, settings, id } = rollout;
  const best = learned.arms.find(
    ({ probabilityBest }) => probabilityBest !== null && probabilityBest >= PROBABLY,
  );
  if (best === undefined) return undefined;
  const { version, probabilityBest, nRewards } = best;
  const probably = `Version ${version} brings most with a probability of ${showShare(probabilityBest ?? 0)}`;
  if (settings.bandit.context.length > 0)
    return {
      action: 'hold',
      reason: `${probably}, were it to answer everything; which one suits a request is for its columns to say.`,
    };
  if (learned.surelyBest !== version)
    return {
      action: 'hold',
      reason: `${probably}, but that is not sure yet for who looks all the time.`,
    };
  if (nRewards < settings.stepRequests)
    return {
      action: 'hold',
      reason: `${probably}, by ${nRewards} of the ${settings.stepRequests} rewards that it must have.`,
    };
  const surely = `${probably}, and surely more than each other one, whenever one looks. ${sayRewards(learned.arms)}.`;
  if (!settings.bandit.promotes)
    return {
      action: 'hold',
      reason: `${surely} ${version === from ? `End it with \`kaizen rollouts rollback ${id}\`.` : `Make it the champion with \`kaizen rollouts promote ${id} --to ${version}\`.`}`,
    };
  if (version === from) return { action: 'end', reason: `${surely} It stays the champion.` };
  return { action: 'promote', to: version, reason: `${surely} It is the champion from now on.` };
}

function share(
  rollout: BanditRollout,
  { learned, nowMs, best }: SeenArms & { readonly best: string | undefined },
): BanditDecision {
  const { standing, settings } = rollout;
  const say = (sentence: string) => (best === undefined ? sentence : `${best} ${sentence}`);
  const few = learned.arms.find(({ nRewards }) => nRewards < FIRST_REWARDS);
  if (few !== undefined)
    return {
      action: 'hold',
      reason: `Shares stay until every version has ${FIRST_REWARDS} rewards; version ${few.version} has ${few.nRewards}.`,
    };
  const seconds = (nowMs - Date.parse(standing.learnedAt)) / 1000;
  if (seconds < settings.stepSeconds)
    return {
      action: 'hold',
      reason: say(
        `${sayRewards(learned.arms)}. The shares were last looked at ${Math.floor(seconds)} of ${settings.stepSeconds} seconds ago.`,
      ),
    };
  const next = { ...standing, ...learned.standing, learnedAt: new Date(nowMs).toISOString() };
  const isContextual = settings.bandit.context.length > 0;
  const isOff = isContextual
    ? standing.model === null && next.model !== null
    : next.shares.some(({ share: due }, i) => {
        const now = standing.shares[i]?.share ?? 0;
        return Math.abs(due - now) > Math.min(OFF, OFF_OF_SHARE * now);
      });
  if (isOff)
    return {
      action: 'share',
      reason: `${sayRewards(learned.arms)}. From now on ${sayShares(next.shares)}.`,
      standing: next,
    };
  const stays = say(`${sayRewards(learned.arms)}. The shares are what is due.`);
  return next.model === null
    ? { action: 'hold', reason: stays }
    : { action: 'learn', reason: stays, standing: next };
}

function sayRewards(arms: readonly LearnedArm[]): string {
  return `So far ${arms.map(sayArm).join('; ')}`;
}

function sayArm({ version, nRewards, reward, probabilityBest }: LearnedArm): string {
  const brings =
    reward === null
      ? `has ${nRewards} rewards`
      : `brings ${Number(reward.mean.toPrecision(3))} on average (${nRewards} rewards)`;
  const chance =
    probabilityBest === null
      ? ''
      : `, the best with ${showShare(Number(probabilityBest.toFixed(4)))}`;
  return `version ${version} ${brings}${chance}`;
}

function sayShares(shares: readonly VersionShare[]): string {
  return shares
    .map(({ version, share }) => `version ${version} answers ${showShare(share)}`)
    .join(', ');
}
