import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import { costFrugal } from './cost-frugal.ts';
import { evolution } from './evolution.ts';
import { grid } from './grid.ts';
import { random } from './random.ts';
import type { Strategy } from './strategy.ts';
import { tpe } from './tpe.ts';

/** Every way to search, simplest first. */
export const STRATEGIES: readonly Strategy[] = [grid, random, evolution, costFrugal, tpe];

/** The strategy that follows a portfolio unless another one is asked for; why: decision 0040. */
export const DEFAULT_STRATEGY = evolution.name;

/**
 * The strategy of this name.
 *
 * @throws ARGUMENT_INVALID with the closest names.
 */
export function getStrategy(name: string): Strategy {
  const found = STRATEGIES.find((strategy) => strategy.name === name);
  if (found) return found;
  const known = STRATEGIES.map((strategy) => strategy.name);
  throw new AppError('ARGUMENT_INVALID', {
    message: `The search strategy must be one of the ${known.length} we have, got "${name}".`,
    hint: didYouMean(name, known) ?? `They are ${listNames(known, known.length)}.`,
    details: { name, known },
  });
}
