import { MISSING_LEVEL, OTHER_LEVEL } from '../../preprocess/index.ts';

/** What becomes of the texts of a column on their way, before they are numbers. */
export interface TextLevels {
  /** Name of the tensor of the texts as they come; an empty one is missing. */
  readonly tensor: string;
  /** The level that a missing text becomes; null: it stays missing. */
  readonly missing: string | null;
  /** Levels that stay as they are, where the others become `(other)`. Undefined: all. */
  readonly kept: ReadonlySet<string> | undefined;
}

/** Texts that are told apart, each with a number, and the number of every other text. */
export interface LevelNumbers<T> {
  readonly keys: readonly string[];
  readonly values: readonly T[];
  readonly otherwise: T;
}

/**
 * Gives texts as they come the numbers that their levels have.
 *
 * @param levels Levels that `numberOf` tells apart.
 * @param numberOf The number of a level, or of none; of any other level than those it is the same.
 */
export function numberLevels<T>(
  { missing, kept }: TextLevels,
  levels: Iterable<string>,
  numberOf: (level: string | null) => T,
): LevelNumbers<T> {
  const leadsTo = (text: string): string =>
    kept === undefined || kept.has(text) ? text : OTHER_LEVEL;
  const known = [...new Set([...levels, ...(kept ?? []), MISSING_LEVEL, OTHER_LEVEL])];
  // No level is longer than all that are known.
  const unknown = `${known.reduce((longest, level) => (level.length > longest.length ? level : longest), '')}?`;
  const ofMissing = missing === null ? null : leadsTo(missing);
  return {
    keys: ['', ...known],
    values: [numberOf(ofMissing), ...known.map((level) => numberOf(leadsTo(level)))],
    otherwise: numberOf(leadsTo(unknown)),
  };
}
