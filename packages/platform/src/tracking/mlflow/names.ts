import { posix } from 'node:path';
import { isLonger, lengthOf } from './lengths.ts';
import { LIMITS } from './limits.ts';
import { invalidValue, missingValue } from './refusals.ts';

/** Nearly all names: letters of ASCII, which need no further look. */
const PLAIN = /^[A-Za-z0-9_-][\w.\- :]{0,249}$/;
const NAME = /^[/\p{L}\p{N}_.\- :]*$/u;
const CHARACTERS =
  'Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colons (:) and slashes (/).';

/**
 * Refuses what is no name of a metric, a param or a tag: it has at most 250 letters, digits and `_-. :/`, and is the shortest way
 * to write itself as a path, so that two names are never one file.
 *
 * @param parameter Where it stands, such as `metrics[0].key`.
 * @throws REQUEST_INVALID
 */
export function assertName(name: string, parameter: string): void {
  if (PLAIN.test(name)) return;
  if (name === '') throw missingValue(parameter);
  if (!NAME.test(name)) throw invalidValue(parameter, name, { reason: CHARACTERS });
  if (isLonger(name, LIMITS.keyLength))
    throw invalidValue(parameter, name, {
      reason: `It had length ${lengthOf(name)}, which exceeded length limit of ${LIMITS.keyLength}`,
    });
  if (!isShortestPath(name))
    throw invalidValue(parameter, name, {
      reason: `Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '${resolved(name)}'`,
    });
}

function isShortestPath(name: string): boolean {
  if (name.startsWith('..')) return false;
  return name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function resolved(name: string): string {
  const path = posix.normalize(name);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
