import type { ArtifactHash, ModelName } from '@kaizenml/contracts';
import { getMetric } from '@kaizenml/ml/metrics';
import type { ArtifactStore } from '../artifacts/store.ts';
import { findChampion } from '../models/index.ts';
import type { ModelVersionRecord } from '../models/store.ts';
import type { Store } from '../storage/store.ts';
import type { Learned, RunFrame } from './outcome.ts';
import { findRival } from './succession/find-rival.ts';
import { judgeSuccession, type Succession } from './succession/judge-succession.ts';
import { NO_RIVAL, type Rival } from './succession/rival.ts';
import { hashTestRows, keepTestAnswers } from './succession/test-answers.ts';
import type { RegisteredAs } from './train-request.ts';

/** A new model beside the champion of its name. */
export interface BesideChampion {
  readonly rival: Rival;
  /** Whether the new one takes over; undefined where nothing of it was measured. */
  readonly judge: ((champion: ModelVersionRecord) => Promise<Succession>) | undefined;
}

/** Keeps what the new model answered on its test rows, and finds the champion's answers to them. */
export async function besideChampion(
  deps: { readonly store: Pick<Store, 'models' | 'runs'>; readonly artifacts: ArtifactStore },
  { runId }: RunFrame,
  { validated, evaluated, split, record, metric, table }: Learned,
  {
    name,
    artifact,
    registers = 'champion',
  }: {
    readonly name: ModelName;
    readonly artifact: ArtifactHash;
    readonly registers?: RegisteredAs | undefined;
  },
): Promise<BesideChampion> {
  const champion = await findChampion(deps.store.models, name);
  const { target, classes } = validated;
  const { metrics, outcome } = evaluated;
  const { test } = split;
  const datasetHash = record.hash;
  if (outcome === undefined) {
    const why = 'The new model was not tested on rows.';
    return {
      rival: champion ? { kind: 'apart', version: champion.version, why } : NO_RIVAL,
      judge: undefined,
    };
  }
  const answers = { rows: hashTestRows({ datasetHash, target, classes, test }), outcome };
  await keepTestAnswers(deps, runId, answers);
  if (registers !== 'champion')
    return {
      rival: champion ? { kind: 'later', version: champion.version } : NO_RIVAL,
      judge: async (now) => standsAside(now, registers),
    };
  const tested = async () => ({ table: await table.load(), validated, test, datasetHash });
  const find = (of: ModelVersionRecord) => findRival(deps, of, { artifact, answers, tested });
  const known = champion && (await find(champion));
  return {
    rival: known ?? NO_RIVAL,
    async judge(now) {
      const found = known?.version === now.version ? known : await find(now);
      return judgeSuccession(found, now, { metric: getMetric(metric), metrics });
    },
  };
}

/** Nothing is decided yet. */
function standsAside(
  { version }: ModelVersionRecord,
  registers: Exclude<RegisteredAs, 'champion'>,
): Succession {
  return {
    ...{ takesOver: false, champion: version, gain: null, nRows: null },
    ...(registers === 'beside' && { isAside: true }),
    sentence:
      registers === 'beside'
        ? `Version ${version} stays the champion: the new one is kept beside it.`
        : `Version ${version} stays the champion until the two are compared on newer rows.`,
  };
}
