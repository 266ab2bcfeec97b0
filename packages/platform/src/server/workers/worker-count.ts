import { availableParallelism } from 'node:os';
import { AppError } from '@kaizenml/contracts';

/** More processes than that on one machine are a mistake. */
const MOST = 64;

/**
 * How many processes are to answer.
 *
 * @param text A whole number, or `auto` for the processors that there are.
 * @throws ARGUMENT_INVALID
 */
export function workerCount(text: string, nProcessors = availableParallelism()): number {
  if (text === 'auto') return Math.min(nProcessors, MOST);
  const n = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (n >= 1 && n <= MOST) return n;
  throw new AppError('ARGUMENT_INVALID', {
    message: `\`--workers\` must be a whole number from 1 to ${MOST} or \`auto\`, got "${text}".`,
    hint: `This machine has ${nProcessors} processors: \`kaizen serve --workers auto\` uses them all.`,
    details: { flag: '--workers', value: text, least: 1, most: MOST, nProcessors },
  });
}
