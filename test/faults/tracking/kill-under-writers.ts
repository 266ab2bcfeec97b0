import { setTimeout as sleep } from 'node:timers/promises';
import type { Home } from '../../../packages/platform/src/kit/index.ts';
import { type Comparison, compareWithStore } from './compare-with-store.ts';
import { logOverHttp } from './log-over-http.ts';
import { startMovingServer } from './moving-server.ts';

/** How a server is killed under writers. */
export interface Killing {
  readonly nWriters: number;
  readonly nKills: number;
  /** Time from a server's being ready, or from its first answers, to its end; milliseconds. */
  readonly livesMs: (kill: number) => number;
  readonly onKill?: (kill: number) => void;
}

/** Lets writers log over HTTP while their server is killed and started again, and holds what it kept against what they were told. */
export async function killUnderWriters(
  home: Home,
  { nWriters, nKills, livesMs, onKill = () => undefined }: Killing,
): Promise<Comparison & { readonly nAnswers: number; readonly nRepeats: number }> {
  const server = await startMovingServer(home.path);
  let isOver = false;
  let answered = Promise.withResolvers<void>();
  const writers = Array.from({ length: nWriters }, (_, writer) =>
    logOverHttp(server, {
      ...{ writer, isOver: () => isOver },
      onAnswer: () => answered.resolve(),
    }),
  );
  // A writer that is refused ends everything.
  const all = Promise.all(writers);
  const killing = (async () => {
    for (let kill = 0; kill < nKills; kill++) {
      answered = Promise.withResolvers<void>();
      await answered.promise;
      await sleep(livesMs(kill));
      await server.killAndStart();
      onKill(kill);
    }
  })();
  try {
    await Promise.race([killing, all]);
    isOver = true;
    const written = await all;
    await server.kill();
    const comparison = await compareWithStore(home, written);
    const sum = (of: 'nAnswers' | 'nRepeats') => written.reduce((n, one) => n + one[of], 0);
    return { ...comparison, nAnswers: sum('nAnswers'), nRepeats: sum('nRepeats') };
  } catch (thrown) {
    isOver = true;
    await killing;
    await server.kill();
    throw thrown;
  }
}
