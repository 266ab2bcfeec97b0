import type { TrackedRuns } from '../store.ts';
import { type MlflowCall, NOTHING_TO_TELL } from './call.ts';
import { findMessages, getRunId, getText, toWhole } from './fields.ts';
import { createTurns } from './in-turn.ts';
import { LIMITS } from './limits.ts';
import type { Message } from './message.ts';
import { readMetric } from './metric-points.ts';
import { MODEL_HISTORY_TAG, readModel, withModel } from './model-history.ts';
import { tagNotFound } from './not-found.ts';
import { readPair } from './pairs.ts';
import { readBatch } from './read-batch.ts';
import { readDatasets } from './read-datasets.ts';
import { missingValue, refusal } from './refusals.ts';
import { getActiveRun } from './run-calls.ts';
import { RUN_NAME_TAG } from './run-name.ts';

/** Largest body that tells datasets: one profile is up to 16 MiB. Bytes. */
const DATASETS_BYTES = 32 * 1024 * 1024;

/** The calls by which a run is told what it did. */
export function loggingCalls(runs: TrackedRuns): readonly MlflowCall[] {
  const inTurn = createTurns();
  const rename = async (id: string, name: string | undefined) => {
    if (name !== undefined && name !== '') await runs.update(id, { name });
  };
  return [
    {
      verb: 'POST',
      path: 'runs/log-batch',
      needs: 'write',
      async answer(message, { nBytes }) {
        const id = getRunId(message);
        const batch = readBatch(message, nBytes);
        await runs.log(id, batch);
        await rename(id, batch.tags?.[RUN_NAME_TAG] ?? undefined);
        return NOTHING_TO_TELL;
      },
    },
    {
      verb: 'POST',
      path: 'runs/log-metric',
      needs: 'write',
      async answer(message) {
        const id = getRunId(message);
        await runs.log(id, { metrics: [readMetric(message, '')] });
        return NOTHING_TO_TELL;
      },
    },
    {
      verb: 'POST',
      path: 'runs/log-parameter',
      needs: 'write',
      async answer(message) {
        const id = getRunId(message);
        const param = readPair(message, { mostLength: LIMITS.paramLength });
        await runs.log(id, { params: Object.fromEntries([param]) });
        return NOTHING_TO_TELL;
      },
    },
    {
      verb: 'POST',
      path: 'runs/set-tag',
      needs: 'write',
      async answer(message) {
        const id = getRunId(message);
        const [key, value] = readPair(message, { mostLength: LIMITS.runTagLength });
        await runs.log(id, { tags: Object.fromEntries([[key, value]]) });
        if (key === RUN_NAME_TAG) await rename(id, value);
        return NOTHING_TO_TELL;
      },
    },
    {
      verb: 'POST',
      path: 'runs/delete-tag',
      needs: 'write',
      async answer(message) {
        const id = getText(message, 'run_id');
        const key = getText(message, 'key');
        const { tags } = await getActiveRun(runs, id);
        if (!Object.hasOwn(tags, key)) throw tagNotFound(key, { of: `run with id ${id}` });
        await runs.log(id, { tags: Object.fromEntries([[key, null]]) });
        return NOTHING_TO_TELL;
      },
    },
    {
      verb: 'POST',
      path: 'runs/log-model',
      needs: 'write',
      async answer(message) {
        const id = getRunId(message);
        const model = readModel(getText(message, 'model_json'));
        return inTurn(id, async () => {
          const { tags } = await getActiveRun(runs, id);
          const history = withModel(tags[MODEL_HISTORY_TAG], model);
          await runs.log(id, { tags: { [MODEL_HISTORY_TAG]: history } });
          return NOTHING_TO_TELL;
        });
      },
    },
    {
      verb: 'POST',
      path: 'runs/log-inputs',
      needs: 'write',
      mostBytes: DATASETS_BYTES,
      async answer(message) {
        const id = getRunId(message);
        const datasets = readDatasets(message);
        const models = readModels(message).map((model, i) =>
          getText(model, 'model_id', { within: `models[${i}].` }),
        );
        await runs.logInputs(id, { datasets, models });
        return NOTHING_TO_TELL;
      },
    },
    {
      verb: 'POST',
      path: 'runs/outputs',
      needs: 'write',
      async answer(message) {
        const id = getRunId(message);
        const models = readModels(message);
        if (models.length === 0) throw missingValue('models');
        await runs.logOutputs(
          id,
          models.map((model, i) => readOutput(model, `models[${i}].`)),
        );
        return NOTHING_TO_TELL;
      },
    },
  ];
}

function readModels(message: Message): readonly Message[] {
  const models = findMessages(message, 'models');
  if (models.length <= LIMITS.models) return models;
  throw refusal(
    `A run can be told at most ${LIMITS.models} models at once. Got ${models.length} models.`,
    { n: models.length, limit: LIMITS.models },
  );
}

function readOutput(model: Message, within: string) {
  const { step = 0 } = model;
  return { modelId: getText(model, 'model_id', { within }), step: toWhole(step, `${within}step`) };
}
