import { sayNumber } from './say-number.ts';
import type { LevelTrait, NumberTrait, Trait } from './trait.ts';

/** Effect below which a trait is not worth a word, and from which it is strong. */
const WORTH = 0.4;
const STRONG = 1.5;
/** Traits in one line. */
const MOST_TRAITS = 4;
/** Levels that say nothing without their column. */
const BARE = /^(yes|no|true|false|other|unknown|none|\(.*\)|.{0,2}|[\d.,+-]*)$/i;

/**
 * A cluster in one line, such as `older (age 52–61), mostly female, never married`.
 *
 * @param traits Largest effect first.
 * @param sharedLevels Levels that two columns have: they are said with their column.
 */
export function describeCluster(
  traits: readonly Trait[],
  sharedLevels: ReadonlySet<string> = new Set(),
): string {
  const said = new Set<string>();
  const words: string[] = [];
  for (const trait of traits) {
    if (words.length === MOST_TRAITS || Math.abs(trait.effect) < WORTH) break;
    if (said.has(trait.column)) continue;
    said.add(trait.column);
    words.push(trait.kind === 'number' ? sayRange(trait) : sayLevel(trait, sharedLevels));
  }
  return words.length === 0 ? 'close to the average of all rows' : words.join(', ');
}

function sayRange({ column, isDate, effect, low, high }: NumberTrait): string {
  const [from, to] = [sayNumber(low, isDate), sayNumber(high, isDate)];
  const range = from === to ? from : `${from}–${to}`;
  const isUp = effect > 0;
  if (/^age$|_age$|^age_/i.test(column))
    return `${isUp ? 'older' : 'younger'} (${column} ${range})`;
  const way = isDate ? (isUp ? 'late' : 'early') : isUp ? 'high' : 'low';
  const degree = Math.abs(effect) >= STRONG ? 'very ' : '';
  return `${degree}${way} ${column} (${range})`;
}

function sayLevel(
  { column, level, effect, share }: LevelTrait,
  sharedLevels: ReadonlySet<string>,
): string {
  const isBare = BARE.test(level) || sharedLevels.has(level);
  return `${howOften(effect, share)} ${isBare ? `${column} ${level}` : level}`;
}

function howOften(effect: number, share: number): string {
  if (effect < 0) return share < 0.01 ? 'never' : 'rarely';
  if (share > 0.99) return 'only';
  return share >= 0.5 ? 'mostly' : 'more often';
}
