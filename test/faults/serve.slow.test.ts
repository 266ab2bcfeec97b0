import { describe, expect, it } from 'vitest';
import { openApp } from '../../packages/platform/src/app.ts';
import { openFileLog } from '../../packages/platform/src/predictions/index.ts';
import { type TempHome, tempHome } from '../../packages/platform/src/testing/index.ts';
import { registerSampleModel } from '../../packages/platform/src/testing/sample-model.ts';
import { askServed, openSocket } from './ask-served.ts';
import { serveKaizen } from './serve-kaizen.ts';
import { seededRandom } from './start-writer.ts';

const N_KILLS = 12;
const N_CLIENTS = 16;
/** Answers after which a server is killed, at most. */
const MOST_ANSWERS = 500;

/** A promise that resolves when it has been told `n` times. */
function countdown(n: number): { readonly done: Promise<void>; readonly tell: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = n;
  return {
    done: promise,
    tell: () => {
      left--;
      if (left === 0) resolve();
    },
  };
}

async function withModel(temp: TempHome): Promise<void> {
  const app = await openApp({ home: temp.home.path });
  await registerSampleModel(app);
  await app.close();
}

/** Asks one connection after the other until the server is gone. @returns Ids of the requests that were answered. */
async function askUntilGone(port: number, onAnswer: () => void): Promise<string[]> {
  const answered: string[] = [];
  for (;;) {
    const socket = await openSocket(port);
    if (socket === undefined) return answered;
    for (;;) {
      const answer = await askServed(socket);
      if (answer === undefined) break;
      expect(answer.status).toBe(200);
      answered.push(answer.requestId);
      onAnswer();
    }
  }
}

/** Asks the first port that takes a connection, and turns away from a server that says so, until told to stop. */
async function askInTurn(
  ports: readonly number[],
  { isOver, onAnswer }: { readonly isOver: () => boolean; readonly onAnswer: () => void },
) {
  const counts = { answered: 0, lost: 0, statuses: new Set<number>() };
  let left = ports;
  while (!isOver()) {
    const socket = await openSocket(left[0] ?? 0);
    if (socket === undefined) {
      left = left.slice(1);
      continue;
    }
    while (!isOver()) {
      const answer = await askServed(socket);
      if (answer === undefined) counts.lost++;
      else {
        counts.answered++;
        counts.statuses.add(answer.status);
        onAnswer();
      }
      if (answer === undefined || answer.ends) {
        left = left.slice(1);
        break;
      }
    }
    socket.destroy();
  }
  return counts;
}

describe('a server that is killed under load', () => {
  it(`has every answered request in its log, after each of ${N_KILLS} kills, each after a seeded number of answers`, async () => {
    await using temp = await tempHome();
    await withModel(temp);
    const random = seededRandom(20261123);
    const answered: string[] = [];
    for (let kill = 0; kill < N_KILLS; kill++) {
      const server = await serveKaizen(temp.home.path);
      const enough = countdown(1 + Math.floor(random() * MOST_ANSWERS));
      const clients = Array.from({ length: N_CLIENTS }, () =>
        askUntilGone(server.port, enough.tell),
      );
      await enough.done;
      expect(await server.end('SIGKILL')).toBeNull();
      const got = (await Promise.all(clients)).flat();
      answered.push(...got);
      const logged = await openFileLog(temp.home).newest('churn', Number.MAX_SAFE_INTEGER);
      const known = new Set(logged.map(({ requestId }) => requestId));
      expect(answered.filter((id) => !known.has(id))).toEqual([]);
    }
    expect(new Set(answered).size).toBe(answered.length);
  });
});

describe('a server that is told to end under load', () => {
  it('loses no request of clients that ask its successor after, and ends with 0', async () => {
    await using temp = await tempHome();
    await withModel(temp);
    const drain = ['--drain-wait-seconds', '2'];
    const first = await serveKaizen(temp.home.path, drain);
    const successor = await serveKaizen(temp.home.path, drain);
    let isOver = false;
    const ports = [first.port, successor.port];
    const [busy, goesOn] = [countdown(300), countdown(900)];
    const clients = Array.from({ length: N_CLIENTS }, () =>
      askInTurn(ports, {
        isOver: () => isOver,
        onAnswer: () => {
          busy.tell();
          goesOn.tell();
        },
      }),
    );
    await busy.done;
    expect(await first.end('SIGTERM')).toBe(0);
    await goesOn.done;
    isOver = true;
    for (const { answered, lost, statuses } of await Promise.all(clients)) {
      expect({ lost, statuses: [...statuses] }).toEqual({ lost: 0, statuses: [200] });
      expect(answered).toBeGreaterThan(0);
    }
    await successor.end('SIGTERM');
  });
});
