import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { startServer } from '../server.ts';
import type { DrainOptions } from './drain.ts';

const N_CLIENTS = 16;
const BODY = JSON.stringify({ rows: [{ months: 3, plan: 'basic', calls: 4 }] });
const REQUEST = Buffer.from(
  `POST /api/v1/models/churn/predict HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`,
);

interface Answer {
  readonly status: number;
  readonly ends: boolean;
}

/** One answer on an open connection; undefined when the connection ended before a byte of it came. */
function ask(socket: Socket): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    let text = '';
    const settle = (answer: Answer | undefined) => {
      socket.removeAllListeners();
      socket.on('error', () => socket.destroy());
      resolve(answer);
    };
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
      if (text.length < end + 4 + length) return;
      settle({ status: Number(text.slice(9, 12)), ends: /connection: close/i.test(text) });
    });
    const ended = () => {
      if (text === '') settle(undefined);
      else reject(new Error(`an answer broke off: ${text}`));
    };
    socket.on('close', ended);
    socket.on('error', ended);
    socket.write(REQUEST);
  });
}

/** What clients tell while they ask. */
interface Watch {
  readonly isOver: () => boolean;
  readonly onAnswer?: () => void;
  /** A server said that it ends the connection. */
  readonly onTurnedAway?: () => void;
}

/**
 * Asks like a keep-alive client behind a load balancer: the first address that takes a connection is asked, and one
 * that has ended a connection is not asked again.
 */
async function askUntil(
  ports: readonly number[],
  { isOver, onAnswer, onTurnedAway }: Watch,
): Promise<Counts> {
  const counts = { answered: 0, refused: 0, askedAgain: 0, statuses: new Set<number>() };
  let left = ports;
  let socket: Socket | undefined;
  let isFresh = false;
  while (!isOver()) {
    if (socket === undefined) {
      socket = await firstOpen(left);
      isFresh = true;
    }
    const answer = await ask(socket);
    if (answer === undefined) {
      if (isFresh) counts.refused++;
      else counts.askedAgain++;
      socket = undefined;
      continue;
    }
    isFresh = false;
    counts.answered++;
    counts.statuses.add(answer.status);
    onAnswer?.();
    if (!answer.ends) continue;
    socket.destroy();
    socket = undefined;
    left = left.slice(1);
    onTurnedAway?.();
  }
  socket?.destroy();
  return counts;
}

/** A promise that resolves when it has been told `n` times. */
function countdown(n: number): { readonly done: Promise<void>; tell(): void } {
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

interface Counts {
  readonly answered: number;
  /** Connections that ended before their first answer: a lost request. */
  readonly refused: number;
  /** Connections that ended between two requests. */
  readonly askedAgain: number;
  readonly statuses: ReadonlySet<number>;
}

async function firstOpen(ports: readonly number[]): Promise<Socket> {
  for (const port of ports) {
    const socket = await new Promise<Socket | undefined>((resolve) => {
      const opening = connect(port, '127.0.0.1', () => resolve(opening));
      opening.once('error', () => resolve(undefined));
    });
    if (socket !== undefined) return socket.removeAllListeners();
  }
  throw new Error('no address takes a connection');
}

describe('a server that drains under load', () => {
  let app: SampleApp;
  beforeAll(async () => {
    app = await openSampleApp();
  });
  afterAll(() => app.dispose());

  const start = (drain: DrainOptions = {}) => startServer(app, { port: 0, drain });

  it('loses no request of 16 connections, which ask its successor after', async () => {
    const successor = await start();
    const [busy, turnedAway, goesOn] = [countdown(200), countdown(N_CLIENTS), countdown(400)];
    const first = await start({ waitMs: 1000, sleep: () => turnedAway.done });
    let isOver = false;
    const watch: Watch = {
      isOver: () => isOver,
      onAnswer: () => {
        busy.tell();
        goesOn.tell();
      },
      onTurnedAway: turnedAway.tell,
    };
    const clients = Array.from({ length: N_CLIENTS }, () =>
      askUntil([first.port, successor.port], watch),
    );
    await busy.done;
    await first.close();
    await goesOn.done;
    isOver = true;
    const counts = await Promise.all(clients);
    await successor.close();
    for (const { refused, askedAgain, statuses } of counts)
      expect({ refused, askedAgain, statuses: [...statuses] }).toEqual({
        refused: 0,
        askedAgain: 0,
        statuses: [200],
      });
  });

  it.each([1, 2, 3])(
    'answers what it read when it does not wait; the rest is asked again (round %i)',
    async () => {
      const successor = await start();
      const first = await start({ waitMs: 0 });
      const [busy, goesOn] = [countdown(200), countdown(400)];
      let isOver = false;
      const watch: Watch = {
        isOver: () => isOver,
        onAnswer: () => {
          busy.tell();
          goesOn.tell();
        },
      };
      const clients = Array.from({ length: N_CLIENTS }, () =>
        askUntil([first.port, successor.port], watch),
      );
      await busy.done;
      await first.close();
      await goesOn.done;
      isOver = true;
      const counts = await Promise.all(clients);
      await successor.close();
      expect(counts.map(({ statuses }) => [...statuses])).toEqual(counts.map(() => [200]));
    },
  );
});
