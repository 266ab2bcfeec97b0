import type { Row } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answerer } from '../../models/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { sampleRow } from '../../testing/sample-model.ts';
import { answerInTurns } from './answer-in-turns.ts';

let app: SampleApp;
let model: Answerer;
beforeAll(async () => {
  app = await openSampleApp();
  const { items } = await app.handlers.models.list({ limit: 1 });
  const version = await app.store.models.findVersion(items[0]?.name as never, 1);
  if (version !== undefined) model = await app.answerers.get(version.artifact);
});
afterAll(() => app.dispose());

/** The sample model behind turns that end when they are told to, on a clock on which an answer takes `answerMs`. */
function setStage({ answerMs = 1 }: { readonly answerMs?: number } = {}) {
  let nowMs = 0;
  let ends: (() => void)[] = [];
  const asked: number[] = [];
  const answerer: Answerer = {
    ...model,
    answer(rows) {
      asked.push(rows.length);
      nowMs += answerMs;
      return model.answer(rows);
    },
  };
  const answer = answerInTurns({
    elapsedMs: () => nowMs,
    atEndOfTurn: (call) => ends.push(call),
  });
  const endTurn = () => {
    const due = ends;
    ends = [];
    for (const call of due) call();
  };
  return { ask: (rows: readonly Row[]) => answer(answerer, rows), endTurn, asked, answerer };
}

const random = seededRandom(3);
const ROWS = Array.from({ length: 40 }, () => sampleRow(() => random.next()));

describe('answerInTurns', () => {
  it('asks together from the turn after a busy one on, with the bits of single answers', async () => {
    const { ask, endTurn, asked } = setStage();
    const alone = ROWS.map((row) => model.answer([row]));
    expect(ROWS.map((row) => ask([row]))).toEqual(alone);
    endTurn();
    const together = ROWS.map((row) => ask([row]));
    expect(together.every((each) => each instanceof Promise)).toBe(true);
    endTurn();
    expect(await Promise.all(together)).toEqual(alone);
    expect(asked).toEqual([...ROWS.map(() => 1), ROWS.length]);
  });

  it('lets nobody wait where few are asked, where an answer is cheap, and for a table of rows', () => {
    const few = setStage();
    for (let turn = 0; turn < 3; turn++) {
      for (const row of ROWS.slice(0, 31)) expect(few.ask([row])).not.toBeInstanceOf(Promise);
      few.endTurn();
    }
    const cheap = setStage({ answerMs: 0.001 });
    const busy = setStage();
    for (const { ask, endTurn } of [cheap, busy]) {
      for (const row of ROWS) void ask([row]);
      endTurn();
    }
    expect(cheap.ask([{ ...ROWS[0] }])).not.toBeInstanceOf(Promise);
    expect(busy.ask(ROWS)).not.toBeInstanceOf(Promise);
    expect(busy.ask([{ ...ROWS[0] }])).toBeInstanceOf(Promise);
  });

  it('refuses the request that is wrong by its own rows, and answers the others of its turn', async () => {
    const { ask, endTurn } = setStage();
    for (const row of ROWS) void ask([row]);
    endTurn();
    const requests = [[ROWS[0]], [ROWS[1], { months: 'many' }], [ROWS[2]]] as Row[][];
    const outcomes = Promise.allSettled(requests.map(ask));
    endTurn();
    const [first, wrong, last] = await outcomes;
    expect(first).toEqual({ status: 'fulfilled', value: model.answer([ROWS[0] as Row]) });
    expect(last).toEqual({ status: 'fulfilled', value: model.answer([ROWS[2] as Row]) });
    expect(wrong).toMatchObject({
      status: 'rejected',
      reason: { code: 'INPUT_SCHEMA_MISMATCH' },
    });
    expect((wrong as PromiseRejectedResult).reason.message).toContain('/rows/1/months');
    expect(ask([ROWS[3] as Row])).not.toBeInstanceOf(Promise);
  });

  it('asks who answers by a promise request by request', async () => {
    const asked: number[] = [];
    const remote: Answerer = {
      ...model,
      answer(rows) {
        asked.push(rows.length);
        return Promise.resolve(model.answer(rows));
      },
    };
    const ends: (() => void)[] = [];
    const answer = answerInTurns({ elapsedMs: () => 0, atEndOfTurn: (call) => ends.push(call) });
    for (let turn = 0; turn < 2; turn++) {
      for (const row of ROWS) await answer(remote, [row]);
      ends.pop()?.();
    }
    expect(asked).toEqual(Array.from({ length: 2 * ROWS.length }, () => 1));
  });
});
