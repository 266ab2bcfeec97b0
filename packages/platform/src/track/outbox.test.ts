import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppError } from '@kaizenml/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Letter } from './letter.ts';
import { createOutbox, type OutboxParts } from './outbox.ts';
import type { Piece } from './piece.ts';
import { openSpillFile } from './spill-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-outbox-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let nFiles = 0;
const CREATE = { experiment: 'churn', id: 'run-1' };
const pieceOf = (i: number): Piece => ({ kind: 'tag', key: 'i', value: String(i) });
const numbersOf = (letters: readonly Letter[]) =>
  letters.flatMap((letter) =>
    letter.kind === 'log'
      ? letter.pieces.map((piece) => 'value' in piece && Number(piece.value))
      : [],
  );

/** An outbox to a server that answers as `answers` says, call by call, and then well. */
function open(answers: readonly boolean[], parts: Partial<OutboxParts> = {}) {
  const left = [...answers];
  const taken: Letter[] = [];
  const troubles: AppError[] = [];
  const path = join(folder, `${nFiles++}.jsonl`);
  const spill = openSpillFile(path, {
    ...{ kind: 'head', place: 'http://127.0.0.1', create: CREATE, pid: 1, mark: null },
  });
  const outbox = createOutbox({
    spill,
    carry: async (letter) => {
      if (left.shift() === false) throw new Error('no connection');
      taken.push(letter);
    },
    pause: async () => undefined,
    random: () => 0.5,
    onTrouble: (trouble) => troubles.push(trouble),
    ...{ waitMs: 200, maxWaiting: 1000, ...parts },
  });
  return { outbox, spill, path, taken, troubles };
}

/** The first time that each number came. */
const firsts = (numbers: readonly (number | false)[]) => [...new Set(numbers)];

describe('createOutbox', () => {
  it('brings everything, in order, whenever the server is away', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 12 }),
        fc.array(fc.constantFrom('put', 'put', 'flush', 'turn'), { maxLength: 40 }),
        async (answers, steps) => {
          const { outbox, spill, taken } = open(answers);
          let n = 0;
          for (const step of steps) {
            if (step === 'put') outbox.put(pieceOf(n++));
            else if (step === 'flush') await outbox.flush();
            else await new Promise(setImmediate);
          }
          await outbox.whenSent();
          expect(firsts(numbersOf(taken))).toEqual(Array.from({ length: n }, (_, i) => i));
          expect([spill.nLetters, outbox.nDropped]).toEqual([0, 0]);
        },
      ),
      { seed: 7, numRuns: 60 },
    );
  });

  it('has on the disk what a flush acknowledged while the server is away', async () => {
    const gate = Promise.withResolvers<void>();
    const { outbox, path, taken, troubles } = open(Array(9).fill(false), {
      pause: (ms) => (ms === 200 ? Promise.resolve() : gate.promise),
    });
    for (let i = 0; i < 3; i++) outbox.put(pieceOf(i));
    expect(await outbox.flush()).toBe('spilled');
    const [head, ...letters] = (await readFile(path, 'utf8')).trim().split('\n');
    expect(JSON.parse(head ?? '')).toMatchObject({ kind: 'head', create: CREATE });
    expect(numbersOf(letters.map((line) => JSON.parse(line)))).toEqual([0, 1, 2]);
    expect(taken).toEqual([]);
    expect(troubles).toMatchObject([
      {
        code: 'REMOTE_UNAVAILABLE',
        message: 'What a run logs must be sent, got a failure: no connection.',
        details: { reason: 'no connection' },
      },
    ]);
    outbox.spillNow();
    gate.resolve();
  });

  it('writes to the disk what does not fit into memory while the server hangs, and sends it later', async () => {
    const hanging = Promise.withResolvers<void>();
    const taken: Letter[] = [];
    const { outbox, spill } = open([], {
      maxWaiting: 10,
      carry: async (letter) => {
        await hanging.promise;
        taken.push(letter);
      },
    });
    for (let i = 0; i < 35; i++) outbox.put(pieceOf(i));
    expect(spill.nLetters).toBe(3);
    hanging.resolve();
    expect(await outbox.flush()).toBe('sent');
    expect(firsts(numbersOf(taken))).toEqual(Array.from({ length: 35 }, (_, i) => i));
  });

  it('writes everything that was not acknowledged to the disk when the process ends', async () => {
    const { outbox, path } = open([], { carry: () => new Promise(() => undefined) });
    outbox.put(pieceOf(0));
    await new Promise(setImmediate);
    outbox.put(pieceOf(1));
    outbox.spillNow();
    const [, ...letters] = (await readFile(path, 'utf8')).trim().split('\n');
    expect(numbersOf(letters.map((line) => JSON.parse(line)))).toEqual([0, 1]);
  });

  it('counts what it drops when neither server nor disk takes it', () => {
    const { outbox, troubles } = open([], {
      maxWaiting: 2,
      carry: () => new Promise(() => undefined),
      spill: {
        ...openSpillFile(join(folder, 'none.jsonl'), {
          ...{ kind: 'head', place: '', create: CREATE, pid: 1, mark: null },
        }),
        add() {
          throw new Error('the disk is full');
        },
      },
    });
    for (let i = 0; i < 5; i++) outbox.put(pieceOf(i));
    expect(outbox.nDropped).toBe(3);
    expect(troubles).toMatchObject([{ code: 'MEMORY_EXHAUSTED', details: { maxWaiting: 2 } }]);
  });
});
