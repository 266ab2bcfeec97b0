import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';

let nowMs = Date.UTC(2026, 0, 2, 12);
const clock = { now: () => nowMs };
let app: SampleApp;
beforeEach(async () => {
  nowMs = Date.UTC(2026, 0, 2, 12);
  app = await openSampleApp({ clock });
});
afterEach(() => app.dispose());

const name = 'churn';
const log = async (requestId: string, answers: readonly string[], truth?: string) => {
  await app.predictionLog.append({
    ...{ requestId, at: new Date(nowMs).toISOString(), endpoint: name, version: 1, latencyMs: 1 },
    rows: answers.map((_, i) => ({ months: i })),
    predictions: answers.map((prediction) => ({ prediction })),
  });
  if (truth === undefined) return;
  const labels = answers.map((_, i) => ({ requestId, row: i + 1, label: truth }));
  await app.predictionLog.label(name, labels);
};
const tag = (requestId: string, more: { row?: number; tags?: string; note?: string } = {}) =>
  app.handlers.predictions.tag(
    OPERATIONS.predictions.tag.input.parse({ name, requestId, ...more }),
  );
const errors = async (more: object = {}) => {
  const input = OPERATIONS.predictions.errors.input.parse({ name, ...more });
  const found = await app.handlers.predictions.errors(input);
  expect(OPERATIONS.predictions.errors.output.parse(found)).toEqual(found);
  return found;
};

describe('predictions.tag', () => {
  it('keeps what was found in a wrong answer, which then is no longer one to look through', async () => {
    await log('a', ['no', 'no', 'yes'], 'yes');
    await log('b', ['no'], 'yes');
    expect((await errors()).items).toHaveLength(3);
    const kept = await tag('a', { row: 2, tags: ' new tariff, moved,new tariff ', note: ' ? ' });
    expect(OPERATIONS.predictions.tag.output.parse(kept)).toEqual(kept);
    expect(kept).toMatchObject({ tags: ['new tariff', 'moved'], note: '?', label: 'yes' });
    await tag('b', { tags: 'moved' });
    const next = await errors();
    expect(next.items.map(({ requestId, row }) => [requestId, row])).toEqual([['a', 1]]);
    expect(next).toMatchObject({ nAnswers: 4, nLabelled: 4, nWrong: 3, nFound: 2 });
    // 3 of 4 are wrong; both of those looked through have "moved", one has "new tariff".
    expect(next.tags).toMatchObject([
      { tag: 'moved', nRows: 2, share: { value: 1 }, gain: { value: 0.75 } },
      { tag: 'new tariff', nRows: 1, share: { value: 0.5 }, gain: { value: 0.375 } },
    ]);
    const { items } = await errors({ show: 'found' });
    expect(items.map(({ requestId, found }) => [requestId, found?.tags])).toEqual([
      ['b', ['moved']],
      ['a', ['new tariff', 'moved']],
    ]);
    const shown = await app.handlers.predictions.show({ requestId: 'a' });
    expect(OPERATIONS.predictions.show.output.parse(shown)).toEqual(shown);
    expect(shown.items[0]?.tags?.map((of) => of?.tags)).toEqual([
      undefined,
      ['new tariff', 'moved'],
      undefined,
    ]);
  });

  it('keeps that no cause was seen', async () => {
    await log('a', ['no'], 'yes');
    await tag('a');
    expect(await errors()).toMatchObject({ items: [], nFound: 1, tags: [] });
  });

  it('refuses what is not in the log, has no label, was right, or is no list of causes', async () => {
    await log('a', ['no'], 'yes');
    await log('right', ['yes'], 'yes');
    await log('unknown', ['yes']);
    const refusal = (work: Promise<unknown>) =>
      work.then(
        () => expect.unreachable('it was taken'),
        ({ code, message }) => `${code} ${message}`,
      );
    expect(await refusal(tag('lost'))).toMatch(/^PREDICTION_NOT_FOUND Request "lost"/);
    expect(await refusal(tag('a', { row: 2 }))).toMatch(/one of its 1 rows/);
    expect(await refusal(tag('unknown'))).toMatch(/must have a label/);
    expect(await refusal(tag('right'))).toMatch(/answer "yes" beside the label "yes"/);
    expect(await refusal(tag('a', { tags: 'x'.repeat(61) }))).toMatch(/at most 60 letters/);
    expect(await refusal(tag('a', { tags: 'two\nlines' }))).toMatch(/got "two\\nlines"/);
    const many = Array.from({ length: 11 }, (_, i) => `t${i}`).join(',');
    expect(await refusal(tag('a', { tags: many }))).toMatch(/got 11 causes/);
    expect((await errors()).nFound).toBe(0);
  });

  it('forgets answers that are older than what is looked at', async () => {
    await log('a', ['no'], 'yes');
    await tag('a', { tags: 'moved' });
    nowMs += 3 * 24 * 3_600_000;
    expect(await errors({ days: 2 })).toMatchObject({ nAnswers: 0, nFound: 0, loss: null });
    expect(await errors({ days: 3 })).toMatchObject({ nAnswers: 1, nFound: 1 });
  });
});
