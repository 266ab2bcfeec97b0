import type { ChoiceParam } from '@kaizenml/contracts';

/** The direction in which values get worse. */
export const WORSE = {
  kind: 'choice',
  default: 'higher',
  choices: ['higher', 'lower'],
  doc: 'Whether more is worse, as of errors, or less is, as of conversions.',
} as const satisfies ChoiceParam;

export type Worse = (typeof WORSE.choices)[number];

/** Evidence against a difference of at most, and of at least, so much. */
export interface BothSides {
  atMost(difference: number): number;
  atLeast(difference: number): number;
}

/** Evidence for harm and against it, read in the direction that is worse. */
export function turnTo(
  worse: Worse,
  { atMost, atLeast }: BothSides,
  { margin, tolerance }: { readonly margin: number; readonly tolerance: number },
): { readonly harm: number; readonly noHarm: number } {
  return worse === 'higher'
    ? { harm: atMost(tolerance), noHarm: atLeast(margin) }
    : { harm: atLeast(-tolerance), noHarm: atMost(-margin) };
}
