import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { AppError, type ArtifactHash, asId, type ModelName, type RunId } from '@kaizenml/contracts';
import type { Answerer, ModelVersionRecord } from '../models/index.ts';
import type { LoggedRequest } from '../predictions/index.ts';
import type { Gateway } from '../serving/index.ts';

/** The way to answers, and the name under which the model is asked. */
export interface OpenedGateway {
  readonly gateway: Gateway;
  readonly name: string;
}

/** Where the model of a function is. */
export type FunctionModel =
  /** A folder with an artifact, as `kaizen run` writes it; it may be read-only. */
  | {
      readonly artifact: string;
      readonly onAnswer?: (answered: LoggedRequest) => Promise<void> | void;
    }
  /** A home, and `name`, `name@alias` or `name/version` in it; answers are logged there. */
  | { readonly home: string; readonly model: string };

/**
 * Opens the way to answers of a function: that of a home, or one around a single artifact.
 *
 * Only what is needed is loaded, since a cold start waits for it: an artifact of ours needs no database.
 *
 * @throws MODEL_ARTIFACT_INVALID, ARTIFACT_DAMAGED, PACKAGE_ABSENT; HOME_NOT_WRITABLE and so on of a home
 */
export async function openGateway(given: FunctionModel): Promise<OpenedGateway> {
  if ('artifact' in given) return openArtifact(given);
  const { openApp } = await import('../app.ts');
  const { gateway } = await openApp({ home: given.home });
  return { gateway, name: given.model };
}

async function openArtifact({
  artifact,
  onAnswer,
}: Extract<FunctionModel, { artifact: string }>): Promise<OpenedGateway> {
  const folder = resolve(artifact);
  if (!existsSync(join(folder, 'manifest.json')))
    throw new AppError('MODEL_ARTIFACT_INVALID', {
      message: `The folder "${artifact}" must hold a model artifact, got no manifest.json in it.`,
      hint: 'Pack the artifact folder that `kaizen run --json` prints with the function.',
      details: { folder: artifact },
    });
  const [
    { createGateway },
    { createServingCounters },
    { DEFAULT_SETTINGS },
    { createIds, createLog, systemClock },
  ] = await Promise.all([
    import('../serving/gateway.ts'),
    import('../serving/counters.ts'),
    import('../endpoints/index.ts'),
    import('../kit/index.ts'),
  ]);
  const answerer = await openAnswerer(folder);
  const version: ModelVersionRecord = {
    ...{ name: asId<ModelName>(basename(folder)), version: 1, estimator: '' },
    ...{ runId: asId<RunId>(''), artifact: asId<ArtifactHash>('') },
    ...{ metrics: {}, advice: null, createdAt: '', aliases: [] },
  };
  const target = { version, settings: DEFAULT_SETTINGS };
  const clock = systemClock;
  const gateway = createGateway({
    targets: {
      ...{ find: () => target, resolve: async () => target },
      ...{ warmUp: async () => nothing(), forget: nothing },
    },
    answerers: {
      ...{ get: async () => answerer, find: () => answerer },
      findTensors: async () => undefined,
      findStated: async () => undefined,
      drop: nothing,
    },
    predictionLog: { append: async (answered) => onAnswer?.(answered) },
    watch: {
      ...{ answered: noRollout, failed: noRollout, uncompared: noRollout, forget: nothing },
      flush: async () => nothing(),
    },
    counters: createServingCounters(clock.now),
    ...{ clock, nextId: createIds({ clock }), log: createLog({ level: 'warn', clock }) },
  });
  return { gateway, name: version.name };
}

/** There is nothing to forget: the one model stays. */
function nothing(): undefined {
  return undefined;
}

function noRollout(): never {
  throw new Error('a function has no rollout, got one that counts');
}

async function openAnswerer(folder: string): Promise<Answerer> {
  const { readFolder } = await import('../models/read-folder.ts');
  const { findOnnxManifest, openOnnxArtifact } = await import('../runtimes/onnx/index.ts');
  const manifest = await readFolder(folder)('manifest.json');
  const explain = { background: [], importance: [], reference: [] };
  if (findOnnxManifest(manifest) !== undefined) {
    const { rowsOfOnnx } = await import('../models/rows-of-onnx.ts');
    const rows = rowsOfOnnx(await openOnnxArtifact(folder));
    return {
      ...{ signature: rows.signature, explain },
      answer: async (asked) => ({
        ...{ predictions: await rows.answer(asked), anomalies: [], nOffending: 0 },
      }),
    };
  }
  const { openModelFolder } = await import('../models/open.ts');
  const opened = await openModelFolder(folder);
  return {
    ...{ signature: opened.model.signature, explain: opened.explain },
    answer: (rows) => opened.model.answer(rows),
    ...(opened.model.manifest.serving?.anomalies === 'ignore' ? {} : { check: opened.model.check }),
  };
}
