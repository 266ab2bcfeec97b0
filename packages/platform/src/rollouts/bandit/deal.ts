import type { Row } from '@kaizenml/contracts';
import { linUcb } from '@kaizenml/ml/bandits';
import { positionOf } from '../../kit/index.ts';
import type { RolloutRecord } from '../store.ts';
import { contextOf } from './context.ts';
import type { BanditSettings, BanditStanding } from './standing.ts';
import { withinShares } from './within-shares.ts';

/** The version that a request gets. */
export interface Dealt {
  readonly version: number;
  /** Probability with which it was due, above 0. */
  readonly propensity: number;
  /** Of every version that gets requests, in the order of the shares. */
  readonly propensities: readonly number[];
}

type Bandit = Pick<RolloutRecord, 'id'> & {
  readonly settings: { readonly bandit: BanditSettings };
  readonly standing: BanditStanding;
};

/**
 * Where a key falls for a version, above 0 and below 1.
 *
 * @param position Of the key; its 32 bits are turned once more, with the version.
 * @source The finalizer of MurmurHash3.
 */
function positionFor(position: number, version: number): number {
  let hash = (position * 2 ** 32) ^ Math.imul(version, 0x9e3779b9);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return ((hash >>> 0) + 0.5) / 2 ** 32;
}

/**
 * Deals a request to a version: the same for the same key and rows as long as the bandit learns nothing new.
 *
 * Each version has a position for the key, and the one whose position, for its share, comes first wins: a version is due exactly with its share, and when
 * shares move a key changes its version only where its own became less, against one that became more.
 *
 * @param key What shall always get the same version, or the id of the request where nothing does.
 * @source Schindelhauer & Schomaker (2005), "Weighted distributed hash tables", SPAA, 218-227: the logarithmic method.
 * @cost O(length of the key + versions); of a contextual bandit O(versions × features^2) besides.
 */
export function dealVersion(
  bandit: Bandit,
  { key, rows }: { readonly key: string; readonly rows: readonly Row[] },
): Dealt {
  const { shares } = bandit.standing;
  const propensities = propensitiesOf(bandit, rows);
  const ofKey = positionOf(key, bandit.id);
  let [chosen, soonest] = [0, Number.POSITIVE_INFINITY];
  for (let i = 0; i < shares.length; i++) {
    const position = positionFor(ofKey, shares[i]?.version ?? 0);
    const wait = -Math.log(position) / (propensities[i] ?? 0);
    if (wait < soonest) [chosen, soonest] = [i, wait];
  }
  return {
    version: shares[chosen]?.version ?? 0,
    propensity: propensities[chosen] ?? 1,
    propensities,
  };
}

function propensitiesOf({ settings, standing }: Bandit, rows: readonly Row[]): readonly number[] {
  const { shares, model } = standing;
  const { context } = settings.bandit;
  if (context.length === 0) return shares.map(({ share }) => share);
  if (model === null) return shares.map(() => 1 / shares.length);
  const due = linUcb.probabilities(model, contextOf(rows, context));
  return withinShares(due, settings.bandit);
}

/**
 * Whether a request counts in the comparison of two versions, one of which answered it: of the version with more requests so many are
 * left out, by chance, that both have as many, from the same times and of the same kind. So shares may move without a bad hour looking like
 * a bad version.
 *
 * @param own Probability of the version that answered.
 * @param other Probability of the one that it is compared with.
 */
export function isCompared(
  { id, requestId }: { readonly id: string; readonly requestId: string },
  { own, other }: { readonly own: number; readonly other: number },
): boolean {
  return other >= own || positionOf(requestId, `${id}/compared`) < other / own;
}
