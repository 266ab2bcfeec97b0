import { AppError } from '@kaizenml/contracts';

/** Where a rule went wrong. */
export interface RulePlace {
  readonly text: string;
  /** From 0. */
  readonly at: number;
}

/** The failure of a rule at a character: `Rule "a <" must go on with a value at character 4, got its end.` */
export function ruleError(
  { text, at }: RulePlace,
  sentence: { readonly must: string; readonly got: string; readonly hint?: string | undefined },
): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `Rule ${JSON.stringify(shortened(text))} must ${sentence.must} at character ${at + 1}, got ${sentence.got}.`,
    hint: sentence.hint ?? 'Rules read like `tips <= fare * 2`; the guide lists what they know.',
    details: { rule: text.slice(0, 500), position: at + 1 },
  });
}

function shortened(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 77)}…`;
}
