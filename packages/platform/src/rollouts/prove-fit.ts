import { AppError, toAppError } from '@kaizenml/contracts';
import type { Answerer, ModelVersionRecord } from '../models/index.ts';

/** Two versions, of which the second is to answer what the first does. */
interface Pair {
  readonly champion: Answerer;
  readonly candidate: Answerer;
  readonly from: ModelVersionRecord;
  readonly to: ModelVersionRecord;
}

/**
 * Proves that a version answers what callers send: the background rows of the champion, and its own.
 *
 * @throws ROLLOUT_POINTLESS when it answers another question, or refuses such rows.
 */
export async function proveFit({ champion, candidate, from, to }: Pair): Promise<void> {
  const [asked, answered] = [champion, candidate].map(({ signature }) => {
    const { name, task, classes = [], quantiles = [] } = signature.output;
    return JSON.stringify({ name, task, classes: [...classes].sort(), quantiles });
  });
  if (asked !== answered)
    throw unfit(
      from,
      to,
      `the answers of version ${from.version} are ${asked}, those of version ${to.version} are ${answered}`,
    );
  try {
    for (const { explain } of [champion, candidate])
      if (explain.background.length > 0) await candidate.answer(explain.background);
  } catch (thrown) {
    throw unfit(from, to, toAppError(thrown).message, thrown);
  }
}

function unfit(
  { name, version: from }: ModelVersionRecord,
  { version: to }: ModelVersionRecord,
  reason: string,
  cause?: unknown,
): AppError {
  return new AppError('ROLLOUT_POINTLESS', {
    message: `Version ${to} of "${name}" must answer what version ${from} answers, but ${reason.replace(/\.$/, '')}.`,
    hint: 'Register it under another name, or train it on the columns that callers send.',
    details: { model: name, from, to, reason },
    ...(cause === undefined ? {} : { cause }),
  });
}
