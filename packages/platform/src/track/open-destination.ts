import { createClient } from '@kaizenml/contracts/client';
import { inputChecker, OPERATIONS, requestInvalid } from '@kaizenml/contracts/operations';
import type { Destination, Place } from './destination.ts';

/** Time in which a server must have answered, milliseconds. */
const ANSWER_MS = 30_000;

/** Opens the way to a place; nothing is asked of it yet. */
export function openDestination(place: Place): Destination {
  return 'url' in place ? toServer(place) : toHome(place.home);
}

function toServer({ url, token }: Extract<Place, { readonly url: string }>): Destination {
  const { runs } = createClient({
    url: url.replace(/\/+$/, ''),
    ...(token === undefined ? {} : { token }),
    fetch: (address, init) => fetch(address, { ...init, signal: AbortSignal.timeout(ANSWER_MS) }),
  });
  return { runs, close: () => Promise.resolve() };
}

/** The home is opened with the first thing that is sent, by the code that answers behind a server. */
function toHome(home: string): Destination {
  let opened: Promise<import('../app.ts').App> | undefined;
  const open = async () => {
    opened ??= import('../app.ts').then(({ openApp }) => openApp({ home }));
    try {
      return await opened;
    } catch (thrown) {
      opened = undefined;
      throw thrown;
    }
  };
  const { create, log, end } = OPERATIONS.runs;
  const checkCreate = inputChecker(create);
  const checkLog = inputChecker(log);
  const checkEnd = inputChecker(end);
  return {
    runs: {
      async create(input) {
        const checked = checkCreate(input);
        if (!checked.ok) throw requestInvalid(create, checked.problems);
        return (await open()).handlers.runs.create(checked.input);
      },
      async log(input) {
        const checked = checkLog(input);
        if (!checked.ok) throw requestInvalid(log, checked.problems);
        return (await open()).handlers.runs.log(checked.input);
      },
      async end(input) {
        const checked = checkEnd(input);
        if (!checked.ok) throw requestInvalid(end, checked.problems);
        return (await open()).handlers.runs.end(checked.input);
      },
    },
    async close() {
      const app = await opened;
      await app?.close();
    },
  };
}
