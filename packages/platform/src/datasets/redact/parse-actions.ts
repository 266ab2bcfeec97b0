import { AppError } from '@kaizenml/contracts';
import type { Redaction } from '@kaizenml/ml/guardrails';

/** What is done to a column; `keep` leaves it as it is. */
export type Action = Redaction | { readonly kind: 'keep' };

const ENTRY = /^(.+)=(keep|mask|drop|pseudonym|year|band)(?::([\d.]+))?$/s;
const WIDTH = 10;

/**
 * Actions by column, from `name=action,name=action`; a comma within a name is one where no action stands before it.
 *
 * @throws ARGUMENT_INVALID
 */
export function parseActions(text: string): ReadonlyMap<string, Action> {
  const entries = text.split(/(?<==(?:keep|mask|drop|pseudonym|year|band)(?::[\d.]+)?),/);
  return new Map(entries.map((entry) => parseEntry(entry.trim())));
}

function parseEntry(entry: string): [string, Action] {
  const [, column, kind, width] = ENTRY.exec(entry) ?? [];
  const isWide = width === undefined || (kind === 'band' && Number(width) > 0);
  if (column === undefined || kind === undefined || !isWide) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `\`--column\` must be \`name=action\` with keep, mask, drop, pseudonym, year, band or band:WIDTH, got "${entry}".`,
      hint: 'For example `--column email=drop,birth_date=year,age=band:10`.',
      details: { given: entry },
    });
  }
  if (kind === 'band')
    return [column, { kind, width: width === undefined ? WIDTH : Number(width) }];
  return [column, { kind: kind as Exclude<Action['kind'], 'band'> }];
}

/** An action as it is written. */
export function actionWords(action: Action): string {
  return action.kind === 'band' ? `band:${action.width}` : action.kind;
}
