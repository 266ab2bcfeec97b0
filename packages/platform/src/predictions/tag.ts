import { AppError } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { assertEndpoint } from '../endpoints/index.ts';
import { whoAsks } from '../who-asks.ts';
import type { LabeledRequest, LabelValue } from './log.ts';
import type { PredictionDeps } from './prediction-deps.ts';
import { predictionNotFound } from './show.ts';
import { wrongBy } from './tags/wrong-by.ts';

const MOST_TAGS = 10;
const LONGEST_TAG = 60;
const TAG = new RegExp(`^\\P{C}{1,${LONGEST_TAG}}$`, 'u');

/** Keeps what made an answer wrong. */
export const tagPrediction =
  ({ models, predictionLog }: PredictionDeps): MachineHandler<Operations['predictions']['tag']> =>
  async ({ name, requestId, row, tags: asked = '', note }, machine, caller) => {
    const tags = readTags(asked);
    await assertEndpoint(models, name);
    const logged = await predictionLog.find(requestId, name);
    const request = logged.find(({ kind = 'answer' }) => kind === 'answer');
    if (request === undefined) throw predictionNotFound(requestId, name);
    const label = wrongLabel(request, row);
    const kept = await predictionLog.tag(name, {
      ...{ requestId, row, tags, note: note?.trim() || null },
      ...{ who: whoAsks(machine, caller), label },
    });
    if (kept === undefined) throw predictionNotFound(requestId, name);
    return { name, requestId, row, ...kept, tags };
  };

/** Tags between commas, each once. */
function readTags(text: string): string[] {
  const tags = new Set(text.split(',').flatMap((tag) => tag.trim() || []));
  const wrong = [...tags].find((tag) => !TAG.test(tag));
  if (wrong === undefined && tags.size <= MOST_TAGS) return [...tags];
  throw new AppError('ARGUMENT_INVALID', {
    message: `\`tags\` must be at most ${MOST_TAGS} causes of at most ${LONGEST_TAG} letters each, with commas between, got ${wrong === undefined ? `${tags.size} causes` : JSON.stringify(wrong)}.`,
    hint: 'Name a cause in a few words and use the same words again; what is longer goes into `note`.',
    details: { tags: text },
  });
}

/** The label beside which a row was answered wrongly. */
function wrongLabel({ requestId, endpoint, ...request }: LabeledRequest, row: number): LabelValue {
  const [prediction, label] = [request.predictions[row - 1], request.labels[row - 1]?.label];
  const of = `Row ${row} of request "${requestId}"`;
  const details = { endpoint, requestId, row };
  if (row > request.rows.length)
    throw new AppError('ARGUMENT_INVALID', {
      message: `${of} must be one of its ${request.rows.length} rows, got a row that it has not.`,
      hint: `See them with \`kaizen predictions show ${requestId}\`.`,
      details,
    });
  if (label === undefined)
    throw new AppError('ARGUMENT_INVALID', {
      message: `${of} must have a label to be called wrong, got none yet.`,
      hint: `Send it with \`kaizen predictions label ${endpoint} labels.csv\`, then say what made the answer wrong.`,
      details,
    });
  if (!(prediction && wrongBy(prediction, label)))
    throw new AppError('ARGUMENT_INVALID', {
      message: `${of} must have been answered wrongly, got the answer ${JSON.stringify(prediction?.prediction ?? null)} beside the label ${JSON.stringify(label)}.`,
      hint: `See what was with \`kaizen predictions errors ${endpoint}\`.`,
      details,
    });
  return label;
}
