import { showValue } from '@kaizenml/contracts';
import { INTERVAL_LEVELS } from '@kaizenml/contracts/operations';
import type { DoubtsAsked } from '../door/index.ts';
import type { Problems } from './problems.ts';

/**
 * What a request asks of its answers, `flags` and `interval`, in the words of our own API. Both may be text, since some
 * protocols have nothing else.
 *
 * @param path Where the two stand: `params`; none for the top of the request.
 */
export function readDoubts(
  { flags, interval }: Readonly<Record<string, unknown>>,
  { path, problems }: { readonly path?: string; readonly problems: Problems },
): DoubtsAsked {
  const at = (name: string) => (path === undefined ? name : `${path}.${name}`);
  const wanted = typeof flags === 'string' ? WORDS.get(flags) : flags;
  if (flags !== undefined && typeof wanted !== 'boolean')
    problems.add(at('flags'), `must be true or false, got ${showValue(flags)}`);
  const isText = typeof interval === 'string' && interval.trim() !== '';
  const level = isText ? Number(interval) : interval;
  if (interval !== undefined && !INTERVAL_LEVELS.includes(level as number))
    problems.add(
      at('interval'),
      `must be ${INTERVAL_LEVELS.slice(0, -1).join(', ')} or ${INTERVAL_LEVELS.at(-1)}, got ${showValue(interval)}`,
    );
  return {
    ...(typeof wanted === 'boolean' ? { flags: wanted } : {}),
    ...(typeof level === 'number' ? { interval: level } : {}),
  };
}

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);
