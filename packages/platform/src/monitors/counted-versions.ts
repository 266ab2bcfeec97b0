import { AppError, asId, type ModelName } from '@kaizenml/contracts';
import { type Baseline, makeBaseline, packBaseline, unpackBaseline } from '@kaizenml/ml/windows';
import type { ArtifactStore } from '../artifacts/index.ts';
import { type Answerers, type ModelStore, openBaseline } from '../models/index.ts';
import type { PredictionLog } from '../predictions/index.ts';
import { answerColumn } from './answer-column.ts';
import { readableRows } from './counting/readable-rows.ts';
import type { CountedVersion } from './counting/window-counter.ts';
import { countedColumns } from './counting/window-counts.ts';
import type { MonitorStore, Subject } from './store.ts';

/** What finding versions stands on. */
export interface CountedVersionDeps {
  readonly monitors: Pick<MonitorStore, 'findBaseline' | 'keepBaseline'>;
  readonly store: Pick<ModelStore, 'findVersion'>;
  readonly answerers: Pick<Answerers, 'get'>;
  readonly artifacts: Pick<ArtifactStore, 'read'>;
  readonly predictionLog: Pick<PredictionLog, 'scan'>;
}

/** Rows that stand for what a version without a baseline has seen. */
export const FIRST_ROWS = 1000;

/** What models say that answer no rows, or not here. */
const NO_ROWS: ReadonlySet<string> = new Set([
  'MODEL_TAKES_TENSORS',
  'MODEL_FORECASTS',
  'PACKAGE_ABSENT',
]);

/** Knows what the versions of one endpoint are counted by. */
export type FindCountedVersion = (version: number) => Promise<CountedVersion | undefined>;

/**
 * What the versions of an endpoint are counted by and compared with: the baseline of the artifact, or else the first thousand rows
 * that it answered, which are kept.
 *
 * @returns For a version: undefined where it is gone, answers no rows, or has answered too few rows as yet.
 */
export function createCountedVersions(
  { monitors, store, answerers, artifacts, predictionLog }: CountedVersionDeps,
  endpoint: string,
): FindCountedVersion {
  const subject: Subject = `endpoint:${endpoint}`;
  const known = new Map<number, Promise<CountedVersion | undefined>>();
  const find = async (version: number): Promise<CountedVersion | undefined> => {
    const record = await store.findVersion(asId<ModelName>(endpoint), version);
    if (record === undefined) return undefined;
    try {
      const { signature } = await answerers.get(record.artifact);
      const found =
        (await openBaseline(artifacts, record.artifact)) ??
        (await keptBaseline(version)) ??
        (await firstBaseline(version, signature));
      return found && { signature, columns: countedColumns(found.columns) };
    } catch (thrown) {
      if (thrown instanceof AppError && NO_ROWS.has(thrown.code)) return undefined;
      throw thrown;
    }
  };
  const keptBaseline = async (version: number): Promise<Baseline | undefined> => {
    const bytes = await monitors.findBaseline(subject, version);
    return bytes && unpackBaseline(bytes);
  };
  const firstBaseline = async (
    version: number,
    { inputs, output }: CountedVersion['signature'],
  ): Promise<Baseline | undefined> => {
    const rows = [];
    const answers = [];
    for await (const request of predictionLog.scan(endpoint)) {
      if (request.version !== version) continue;
      rows.push(...request.rows);
      answers.push(...request.predictions.map(({ prediction }) => prediction));
      if (rows.length >= FIRST_ROWS) break;
    }
    if (rows.length < FIRST_ROWS) return undefined;
    const { table } = readableRows(inputs, rows);
    const made = makeBaseline({
      inputs: table.columns,
      prediction: answerColumn(output.name, answers),
    });
    await monitors.keepBaseline(subject, version, packBaseline(made));
    return made;
  };
  return async (version) => {
    const asked = known.get(version) ?? find(version);
    known.set(version, asked);
    const found = await asked;
    if (found === undefined) known.delete(version);
    return found;
  };
}
