import type { Handler, Operations, OutputOf } from '@kaizenml/contracts/operations';
import { assertEndpoint } from '../endpoints/index.ts';
import type { Clock } from '../kit/index.ts';
import type { PredictionDeps } from './prediction-deps.ts';
import { dayOf } from './request-day.ts';
import { lookThrough, type WrongRow } from './tags/look-through.ts';
import { gainWithout, tagShares } from './tags/tag-shares.ts';

const DAY_MS = 24 * 3_600_000;

/** Wrong answers to look through, and what was found in those that were. */
export const listErrors =
  ({
    models,
    predictionLog,
    clock,
  }: PredictionDeps & { readonly clock: Clock }): Handler<Operations['predictions']['errors']> =>
  async ({ name, days, show, limit }) => {
    await assertEndpoint(models, name);
    const fromMs = clock.now() - days * DAY_MS;
    const from = new Date(fromMs).toISOString();
    const { rows, ...read } = await lookThrough(predictionLog, {
      ...{ endpoint: name, from, show, limit },
    });
    const looked = await predictionLog.tagged(name, dayOf(fromMs));
    const tags = tagShares(looked).map((tag) => ({
      ...tag,
      gain: read.loss === null ? null : gainWithout(tag.share, read.loss.value),
    }));
    return { name, ...read, nFound: looked.length, tags, items: rows.map(toWrongAnswer) };
  };

type WrongAnswer = OutputOf<Operations['predictions']['errors']>['items'][number];

function toWrongAnswer({ request, row, label, loss, found }: WrongRow): WrongAnswer {
  const answer = request.predictions[row - 1];
  const { prediction = 0, probabilities } = answer ?? {};
  return {
    ...{ requestId: request.requestId, row, at: request.at, version: request.version },
    values: request.rows[row - 1] ?? {},
    prediction,
    probabilities: probabilities === undefined ? null : { ...probabilities },
    ...{ label, loss },
    contributions: request.explanations?.[row - 1] ?? null,
    found: found === null ? null : { ...found, tags: [...found.tags] },
  };
}
