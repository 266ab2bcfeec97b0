import { UNIT_CONVERSIONS } from '../../guardrails/index.ts';
import { sayNumber } from '../say-number.ts';

/** What may have happened to values on their way: x became scale x + shift. */
export interface Change {
  readonly scale: number;
  readonly shift: number;
  /** How many times as large or small values became, at least 1; Infinity where they were shifted or turned, which no population does. */
  readonly factor: number;
  /** Reads after "as if": `multiplied by 100`. */
  readonly done: string;
  /** Reads after "looks like"; empty where there is no more to say. */
  readonly words: string;
}

const POWERS = [4, 5, 7, 8, 9, 12];

/** The conversions that get mixed up, in both directions. Simpler ones stand first: of equally close ones the first is named. */
export const CHANGES: readonly Change[] = [
  ...UNIT_CONVERSIONS.flatMap(both),
  ...POWERS.flatMap((power) => both({ scale: 10 ** power, shift: 0, words: '' })),
  { scale: -1, shift: 0, factor: Infinity, done: 'its sign was turned', words: '' },
];

function both({
  scale,
  shift,
  words,
}: {
  readonly scale: number;
  readonly shift: number;
  readonly words: string;
}): Change[] {
  const [by, plus] = [sayNumber(scale), sayNumber(shift)];
  const forth = [
    ...(scale === 1 ? [] : [`multiplied by ${by}`]),
    ...(shift === 0 ? [] : [`raised by ${plus}`]),
  ];
  const back = [
    ...(shift === 0 ? [] : [`lowered by ${plus}`]),
    ...(scale === 1 ? [] : [`divided by ${by}`]),
  ];
  const factor = scale === 1 ? Infinity : scale;
  return [
    { ...{ scale, shift, factor, words }, done: forth.join(' and ') },
    { scale: 1 / scale, shift: -shift / scale, factor, words, done: back.join(' and ') },
  ];
}
