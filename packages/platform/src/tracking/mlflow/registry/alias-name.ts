import { findText } from '../fields.ts';
import { isLonger } from '../lengths.ts';
import type { Message } from '../message.ts';
import { missingValue, refusal, tooLong } from '../refusals.ts';

const ALIAS = /^[\p{L}\p{N}_-]*$/u;
const LIKE_A_VERSION = /^v\d+$/i;
const MOST_CHARACTERS = 255;

/**
 * The alias of a request.
 *
 * @throws REQUEST_INVALID, also for `latest` and for what looks like a version: addresses of models mean the newest and a number by them.
 */
export function readAlias(message: Message): string {
  const alias = findText(message, 'alias');
  if (alias === undefined || alias === '') throw missingValue('alias');
  if (!ALIAS.test(alias))
    throw refusal(
      `Invalid alias name: '${alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).`,
      { alias },
    );
  if (isLonger(alias, MOST_CHARACTERS))
    throw tooLong('Registered model alias name', alias, { limit: MOST_CHARACTERS });
  if (alias.toLowerCase() === 'latest')
    throw refusal("'latest' alias name (case insensitive) is reserved.", { alias });
  if (LIKE_A_VERSION.test(alias))
    throw refusal(`Version alias name '${alias}' is reserved.`, { alias });
  return alias;
}
