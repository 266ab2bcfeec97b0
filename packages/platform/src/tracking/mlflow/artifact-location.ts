import { findText } from './fields.ts';
import { isLonger } from './lengths.ts';
import { LIMITS } from './limits.ts';
import type { Message } from './message.ts';
import { refusal } from './refusals.ts';

const FIELD = 'artifact_location';

/** Where artifacts of an experiment shall go; undefined where the store decides. @throws REQUEST_INVALID */
export function readArtifactLocation(message: Message): string | undefined {
  const uri = findText(message, FIELD);
  if (uri === undefined || uri === '') return undefined;
  if (isLonger(uri, LIMITS.artifactLocationLength))
    throw refusal(
      `Invalid artifact path length. The length of the artifact path cannot be greater than ${LIMITS.artifactLocationLength}`,
      { limit: LIMITS.artifactLocationLength },
    );
  if (uri.startsWith('runs:'))
    throw refusal(`Artifact location cannot be a runs:/ URI. Given: '${uri}'`, { uri });
  const [path = '', query = ''] = uri.split('?', 2);
  if (uri.includes('#') || path.includes(';'))
    throw refusal(`'${FIELD}' URL can't include fragments or params.`, { uri });
  if (decoded(query).includes('..')) throw refusal(`Invalid query string: ${query}`, { uri });
  return uri;
}

/** A query in which nothing is hidden behind `%`, however often it was written so. */
function decoded(query: string): string {
  const once = query.replace(/%([\da-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return once === query ? once : decoded(once);
}
