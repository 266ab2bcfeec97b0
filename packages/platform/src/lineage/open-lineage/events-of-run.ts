import type { DatasetVersionRecord } from '../../datasets/store.ts';
import type { RunRecord } from '../../runs/store.ts';
import { version } from '../../version.ts';
import {
  type EventDataset,
  type Facets,
  facetMaker,
  type OpenLineageEvent,
  SPECIFICATION,
} from './run-event.ts';
import { runUuid } from './run-uuid.ts';

/** What a run read and made. */
export interface RunEnds {
  /** Versions of our datasets. */
  readonly datasets: readonly DatasetVersionRecord[];
  /** Tables that a client told of. */
  readonly tables: readonly { readonly name: string; readonly digest: string }[];
  /** Registered versions, such as `churn/3`, and models that were not registered. */
  readonly models: readonly string[];
  readonly parent: string | null;
}

const ENDS = { finished: 'COMPLETE', failed: 'FAIL', stopped: 'ABORT', killed: 'ABORT' } as const;
const PRODUCER = `urn:kaizenml:${version}`;
const { known, own } = facetMaker(PRODUCER);

/** The events of a run: that it began, and how it ended where it has. */
export function eventsOfRun(
  run: RunRecord,
  ends: RunEnds,
  namespace: string,
): readonly OpenLineageEvent[] {
  const { id, experiment, status, startedAt, endedAt, metrics, params, error } = run;
  const end = status === 'running' || status === 'scheduled' ? undefined : ENDS[status];
  const common = {
    ...{ producer: PRODUCER, schemaURL: `${SPECIFICATION}#/$defs/RunEvent` },
    job: {
      ...{ namespace, name: experiment },
      facets: known('jobType', {
        ...{ processingType: 'BATCH', integration: 'KAIZENML', jobType: 'TRAINING' },
      }),
    },
    inputs: [
      ...ends.datasets.map((dataset) => toInput(dataset, namespace)),
      ...ends.tables.map(({ name, digest }) => ({
        ...{ namespace, name, facets: known('version', { datasetVersion: digest }) },
      })),
    ],
  };
  const facets: Facets = {
    ...known('processing_engine', { version, name: 'kaizenml' }),
    ...(ends.parent === null ? {} : parentOf(ends.parent, experiment, namespace)),
    ...own('run', { id, params, metrics: valuesOf(metrics) }),
  };
  const begun: OpenLineageEvent = {
    ...common,
    ...{ eventTime: startedAt, eventType: 'START', outputs: [] },
    run: { runId: runUuid(id), facets },
  };
  if (end === undefined || endedAt === null) return [begun];
  const failure =
    end === 'FAIL' && error !== null
      ? known('errorMessage', { message: error, programmingLanguage: 'TypeScript' })
      : {};
  const outputs = ends.models.map((model) => toOutput(model, namespace));
  return [
    begun,
    {
      ...common,
      ...{ eventTime: endedAt, eventType: end, outputs },
      run: { runId: runUuid(id), facets: { ...facets, ...failure } },
    },
  ];
}

function toInput(record: DatasetVersionRecord, namespace: string): EventDataset {
  const fields = record.columns.map(({ name, kind }) => ({ name, type: kind }));
  return {
    ...{ namespace, name: record.name },
    facets: {
      ...known('schema', { fields }),
      ...known('version', { datasetVersion: record.hash }),
    },
  };
}

function toOutput(model: string, namespace: string): EventDataset {
  const [, name = model, number] = /^(.+)\/(\d+)$/.exec(model) ?? [];
  return {
    ...{ namespace, name: `models/${name}` },
    facets: {
      ...(number === undefined ? {} : known('version', { datasetVersion: number })),
      ...own('model', { name }),
    },
  };
}

function parentOf(parent: string, experiment: string, namespace: string): Facets {
  return known('parent', {
    ...{ run: { runId: runUuid(parent) }, job: { namespace, name: experiment } },
  });
}

function valuesOf(metrics: RunRecord['metrics']): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(metrics).map(([name, { value }]) => [name, value]));
}
