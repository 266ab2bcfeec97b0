import { resolve } from 'node:path';
import type { Place } from './destination.ts';

/** What a program says of where its runs go. */
export interface PlaceOptions {
  /** Root of a server, such as `http://127.0.0.1:7400`. Default: `KAIZEN_URL`, else the home is written itself. */
  readonly url?: string;
  /** A token or key of the server. Default: `KAIZEN_TOKEN`. */
  readonly token?: string;
  /** Home folder. Default: `KAIZEN_HOME`, else `.kaizen`. */
  readonly home?: string;
}

/** Where runs go: what the program says counts before what its environment says, a server before a home. */
export function resolvePlace(
  { url, token, home }: PlaceOptions,
  env: Readonly<Record<string, string | undefined>>,
): Place {
  const server = url ?? (home === undefined ? env.KAIZEN_URL : undefined);
  if (server === undefined || server === '')
    return { home: resolve(home ?? env.KAIZEN_HOME ?? '.kaizen') };
  return { url: server.replace(/\/+$/, ''), token: token ?? env.KAIZEN_TOKEN };
}

/** The name of a place, without what opens it. */
export function placeName(place: Place): string {
  return 'url' in place ? place.url : place.home;
}
