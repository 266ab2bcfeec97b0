import { AppError, asId, type ModelName, type RunId, type Signature } from '@kaizenml/contracts';
import type { DatasetVersionRecord } from '../../datasets/index.ts';
import {
  findChampion,
  type ModelVersionRecord,
  type OpenedModel,
  openStoredModel,
} from '../../models/index.ts';
import { type AskedTraining, fromAsked } from '../../pipelines/index.ts';
import { readJournal } from '../../runs/index.ts';
import type { TableDeps } from '../deps.ts';

/** Tags of the run of a challenger: what it has learned of the log, so that the next one goes on from there. */
export const TAGS = {
  retraining: 'kaizen.retraining',
  learnedUntil: 'kaizen.learned-until',
  gatheredAt: 'kaizen.gathered-at',
  understudy: 'kaizen.understudy',
  start: 'kaizen.start',
} as const;

/** How a champion came to be. */
export interface LearnedFrom {
  readonly champion: ModelVersionRecord;
  readonly signature: Signature;
  readonly opened: OpenedModel;
  /** What its run was asked for. */
  readonly asked: AskedTraining;
  /** The table that it learned from. */
  readonly table: DatasetVersionRecord;
  /** Rows of the log up to here are in the table, ISO 8601. */
  readonly learnedUntil: string;
  /** Labels that came up to here are in it. */
  readonly gatheredAt: string;
}

/**
 * How the champion of an endpoint came to be, from its run and its artifact.
 *
 * @throws RETRAINING_IMPOSSIBLE where it was not trained here, learns from no rows, or what it learned from is gone
 */
export async function learnedFrom(
  { store, artifacts, home }: Pick<TableDeps, 'store' | 'artifacts' | 'home'>,
  endpoint: ModelName,
): Promise<LearnedFrom> {
  const champion = await findChampion(store.models, endpoint);
  if (champion === undefined)
    throw impossible(endpoint, 'has no champion', {
      hint: `Point the alias at a version with \`kaizen models alias ${endpoint} champion VERSION\`.`,
    });
  const run = await store.runs.find(champion.runId);
  const journal = await readJournal(home, asId<RunId>(champion.runId));
  if (run === undefined || journal === undefined || typeof journal.asked.project !== 'object')
    throw impossible(
      endpoint,
      `has a champion, version ${champion.version}, that was not trained here`,
    );
  const asked = fromAsked(journal.asked);
  const opened = await openStoredModel(artifacts, champion.artifact);
  const { signature, manifest } = opened.model;
  const { aim, unlabeled } = signature.output;
  if (unlabeled !== undefined || aim === 'ranking' || aim === 'quantiles')
    throw impossible(endpoint, `answers ${unlabeled ?? aim}, which later labels do not judge`);
  const { group } = asked.project;
  if (group !== undefined && !signature.inputs.some(({ name }) => name === group))
    throw impossible(endpoint, `was trained by groups of "${group}", which requests do not name`);
  const { datasetName, datasetHash } = manifest.lineage;
  const versions = await store.datasets.versions(datasetName);
  const table = versions.find(({ hash }) => hash === datasetHash);
  if (table === undefined)
    throw impossible(endpoint, `learned from a version of "${datasetName}" that is gone`, {
      hint: 'Train it again from a file with `kaizen run`.',
    });
  const { [TAGS.learnedUntil]: learnedUntil = run.startedAt } = run.tags;
  const { [TAGS.gatheredAt]: gatheredAt = run.startedAt } = run.tags;
  return { champion, signature, opened, asked, table, learnedUntil, gatheredAt };
}

function impossible(
  endpoint: ModelName,
  why: string,
  { hint = 'Train it with `kaizen run` from a table with its target.' } = {},
): AppError {
  return new AppError('RETRAINING_IMPOSSIBLE', {
    message: `Endpoint "${endpoint}" must have a champion that can be trained anew, but it ${why}.`,
    hint,
    details: { endpoint, why },
  });
}
