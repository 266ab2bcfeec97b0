import type { Layout } from './layout.ts';
import { addressOf, type LearningSpace } from './workspace.ts';

const BETA1 = 0.9;
const BETA2 = 0.99;
const EPSILON = 1e-8;

/** Corrections of the moments of Adam, which begin at 0: 1 / (1 - beta^t). */
export interface AdamClock {
  readonly power1: number;
  readonly power2: number;
}

export const ADAM_START: AdamClock = { power1: 1, power2: 1 };

/**
 * One step of Adam on every weight; matrices and tables shrink by rate * decay, biases and gains do not.
 *
 * @returns The clock of the next step.
 * @source Kingma & Ba (2015), "Adam", ICLR; Loshchilov & Hutter (2019), "Decoupled weight decay", ICLR.
 */
export function adamStep(
  layout: Layout,
  { kernels, weights, slopes, means, squares }: LearningSpace,
  { rate, decay }: { readonly rate: number; readonly decay: number },
  clock: AdamClock,
): AdamClock {
  const power1 = clock.power1 * BETA1;
  const power2 = clock.power2 * BETA2;
  const [first, second] = [1 / (1 - power1), 1 / (1 - power2)];
  const move = (from: number, to: number, shrink: number): void => {
    const [w, g, m, v] = [weights, slopes, means, squares].map((at) => addressOf(at, from));
    const n = to - from;
    kernels.adam(w, g, m, v, n, rate, BETA1, BETA2, EPSILON, rate * shrink, first, second);
  };
  let at = 0;
  for (const { biases, outer, gains } of layout.layers) {
    const end = gains === undefined ? biases + outer : gains + 2 * outer;
    move(at, biases, decay);
    move(biases, end, 0);
    at = end;
  }
  return { power1, power2 };
}
