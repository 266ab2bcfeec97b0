import { exp, log } from '../../math/index.ts';

/** What is remembered of a stream of tests. Plain JSON. */
export interface LordState {
  /** Share of the discoveries that may be false, between 0 and 1. */
  readonly rate: number;
  /** Tests so far. */
  readonly nTests: number;
  /** Numbers of the tests that were discoveries, from 1, increasing. */
  readonly discoveries: readonly number[];
}

/** A test of a stream. */
export interface LordStep {
  /** P-value up to which the test was a discovery. */
  readonly level: number;
  readonly isDiscovery: boolean;
  readonly state: LordState;
}

/** 1 / sum over j of ln(max(j, 2)) / (j exp(sqrt(ln j))), rounded down: the weights of all tests then add up to 1 at most. */
const SCALE = 0.07908;

/** A stream before its first test. @param rate Between 0 and 1. */
export function emptyLord(rate: number): LordState {
  return { rate, nTests: 0, discoveries: [] };
}

/**
 * The next test of a stream that never ends: alarms of one column over time, or of all columns one after the other.
 *
 * Every test spends of a wealth that starts at half of the rate and grows by every discovery, so at any time at most the rate of the
 * discoveries are false, on average, however often one looks. Holds for independent p-values, and for any that are valid given the
 * discoveries before.
 *
 * @param pValue 0 to 1.
 * @cost O(discoveries)
 * @source Ramdas, Yang, Wainwright & Jordan (2017), "Online control of the false discovery rate with decaying memory", NeurIPS
 * (LORD++); weights by Javanmard & Montanari (2018), Annals of Statistics 46.
 */
export function stepLord(state: LordState, pValue: number): LordStep {
  const { rate, discoveries } = state;
  const t = state.nTests + 1;
  const start = rate / 2;
  let level = start * weight(t);
  discoveries.forEach((at, i) => {
    level += (i === 0 ? rate - start : rate) * weight(t - at);
  });
  const isDiscovery = pValue <= level;
  return {
    level,
    isDiscovery,
    state: { rate, nTests: t, discoveries: isDiscovery ? [...discoveries, t] : discoveries },
  };
}

function weight(j: number): number {
  return (SCALE * log(Math.max(j, 2))) / (j * exp(Math.sqrt(log(j))));
}
