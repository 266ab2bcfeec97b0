import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { writeFileAtomic } from '../../kit/index.ts';
import type { RunRecord } from '../../runs/store.ts';
import type { Store } from '../../storage/store.ts';
import { type LineageParts, type NodeBook, openNodeBook } from '../describe-nodes.ts';
import { eventsOfRun, type RunEnds } from './events-of-run.ts';
import type { OpenLineageEvent } from './run-event.ts';

const PAGE = 200;

/** Time in which a server must have taken an event, milliseconds. */
const ANSWER_MS = 10_000;

/** What events are made of. */
export interface ExportParts extends LineageParts {
  readonly store: LineageParts['store'] & Pick<Store, 'tracking'>;
  /** Default: that of the platform. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Tells runs as OpenLineage events, the oldest run first. */
export const exportLineage =
  (parts: ExportParts): Handler<Operations['lineage']['export']> =>
  async ({ to, namespace, run }) => {
    const book = openNodeBook(parts);
    const runs = run === undefined ? await allRuns(parts.store) : [await getRun(parts.store, run)];
    const events: OpenLineageEvent[] = [];
    for (const one of runs)
      events.push(...eventsOfRun(one, await endsOf(parts, book, one), namespace));
    if (/^https?:\/\//.test(to)) await post(events, to, parts.fetch ?? globalThis.fetch);
    else await writeFileAtomic(to, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    return { nRuns: runs.length, nEvents: events.length, to };
  };

async function allRuns({ runs }: Pick<Store, 'runs'>): Promise<readonly RunRecord[]> {
  const found: RunRecord[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await runs.list({}, { limit: PAGE, after });
    const records = await Promise.all(items.map(({ id }) => runs.find(id)));
    found.push(...records.filter((record) => record !== undefined));
    after = next;
  } while (after !== undefined);
  return found.reverse();
}

async function getRun({ runs }: Pick<Store, 'runs'>, id: string): Promise<RunRecord> {
  const found = await runs.find(id);
  if (found !== undefined) return found;
  throw new AppError('RUN_NOT_FOUND', {
    message: `Run "${id}" does not exist.`,
    hint: 'See the ids with `kaizen runs list`.',
    details: { id },
  });
}

async function endsOf(
  { store }: ExportParts,
  book: NodeBook,
  { id, tags }: RunRecord,
): Promise<RunEnds> {
  const node = `run:${id}`;
  const edges = await store.lineage.around(node);
  const read = edges.filter(({ to }) => to === node).map(({ from }) => from);
  const made = edges.filter(({ from }) => from === node).map(({ to }) => to);
  const hashes = read.filter((from) => from.startsWith('dataset:'));
  const datasets = await Promise.all(
    hashes.map((from) => book.datasets(from.slice('dataset:'.length))),
  );
  const registered = edges.filter(
    ({ from, role }) => made.includes(from) && role === 'registered-as',
  );
  const named = new Set(registered.map(({ from }) => from));
  const tracked = await store.tracking.runs.find(id);
  return {
    datasets: datasets.flatMap(([newest]) => newest ?? []),
    tables: (tracked?.datasets ?? []).map(({ name, digest }) => ({ name, digest })),
    models: [
      ...registered.map(({ to }) => to.slice('model:'.length)),
      ...made
        .filter((artifact) => !named.has(artifact))
        .map((artifact) => artifact.split(':')[1] ?? ''),
      ...(tracked?.modelOutputs ?? []).map(({ modelId }) => modelId),
    ],
    parent: tags['mlflow.parentRunId'] ?? null,
  };
}

/** Sends events one after the other, as their order matters. @throws REMOTE_UNAVAILABLE */
async function post(
  events: readonly OpenLineageEvent[],
  url: string,
  fetch: typeof globalThis.fetch,
): Promise<void> {
  for (const [i, event] of events.entries()) {
    const reason = await fetch(url, {
      ...{ method: 'POST', body: JSON.stringify(event), signal: AbortSignal.timeout(ANSWER_MS) },
      headers: { 'content-type': 'application/json' },
    }).then(
      ({ ok, status }) => (ok ? undefined : `status ${status}`),
      (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)),
    );
    if (reason !== undefined) throw notTaken(url, reason, i);
  }
}

function notTaken(url: string, reason: string, nTaken: number): AppError {
  return new AppError('REMOTE_UNAVAILABLE', {
    message: `The server at "${url}" must take OpenLineage events, got ${reason} after ${nTaken} of them.`,
    hint: 'Look whether its address is right, such as `http://127.0.0.1:5000/api/v1/lineage`; events that are sent again are the same.',
    details: { url, reason, nTaken },
  });
}
