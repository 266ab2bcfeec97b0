import { asId, type ModelName } from '@kaizenml/contracts';
import { type Handler, MonitorSettings, type Operations } from '@kaizenml/contracts/operations';
import { assertEndpoint } from '../endpoints/index.ts';
import type { Clock } from '../kit/index.ts';
import { openBaseline } from '../models/index.ts';
import { chaptersOf } from './chapters/index.ts';
import type { Report } from './compare-figures.ts';
import type { ImproveDeps } from './deps.ts';
import type { ImprovedEndpoint } from './improvements/improvement.ts';
import { rankImprovements } from './improvements/rank-improvements.ts';
import { type ReportPeriod, spansUntil } from './periods.ts';
import { readPeriod } from './read-period.ts';
import { sayHeadline } from './say-headline.ts';
import { readStale } from './stale/read-stale.ts';

const ENDPOINT = 'endpoint:';
/** People look through answers after the period in which they were given. */
const LOOKED_DAYS = 28;
const DAY_MS = 24 * 3_600_000;

/** Tells what became better and worse, and what to improve next. */
export const reportImprovements =
  (deps: ImproveDeps & { readonly clock: Clock }): Handler<Operations['improve']['report']> =>
  async ({ endpoint, period }) => {
    if (endpoint !== undefined) await assertEndpoint(deps.store.models, endpoint);
    return await makeReport(deps, { endpoint, period, endMs: deps.clock.now() });
  };

/** The report of the period that ends at an instant, of one endpoint or of all that are watched. */
export async function makeReport(
  deps: ImproveDeps,
  {
    endpoint,
    period,
    endMs,
  }: {
    readonly endpoint?: string | undefined;
    readonly period: ReportPeriod;
    readonly endMs: number;
  },
): Promise<Report> {
  const spans = spansUntil(period, endMs);
  const names = endpoint === undefined ? await watchedEndpoints(deps) : [endpoint];
  const read: ImprovedEndpoint[] = [];
  for (const name of names) read.push(await readEndpoint(deps, name, spans));
  const improvements = rankImprovements(read);
  const endpoints = read.map(({ endpoint: name, now, before }) => ({
    ...{ endpoint: name, nRows: now.nRows, version: now.versions[0]?.version ?? null },
    chapters: chaptersOf(now, before),
  }));
  const headline = sayHeadline({ period, endpoints, improvements });
  return { period, ...spans, headline, endpoints, improvements };
}

async function watchedEndpoints({ store }: ImproveDeps): Promise<string[]> {
  return (await store.monitors.all()).flatMap(({ subject }) =>
    subject.startsWith(ENDPOINT) ? [subject.slice(ENDPOINT.length)] : [],
  );
}

async function readEndpoint(
  deps: ImproveDeps,
  endpoint: string,
  spans: ReturnType<typeof spansUntil>,
): Promise<ImprovedEndpoint> {
  const found = await deps.store.endpoints.find(asId<ModelName>(endpoint));
  const settings = found?.monitoring ?? MonitorSettings.parse({});
  const read = (span: typeof spans.now) => readPeriod(deps, { endpoint, settings, span });
  const [now, before] = [await read(spans.now), await read(spans.before)];
  const version = now.scored === undefined ? undefined : now.versions[0]?.version;
  const known = version === undefined ? {} : await knownOf(deps, endpoint, version);
  const fromMs = Date.parse(spans.now.to) - LOOKED_DAYS * DAY_MS;
  const looked = await deps.predictionLog.tagged(
    endpoint,
    new Date(fromMs).toISOString().slice(0, 10),
  );
  const stale = await readStale(deps, {
    ...{ endpoint, spans, columns: settings.columns },
    version: now.versions[0]?.version,
    leftOut: new Set([...Object.keys(found?.log?.redact ?? {}), ...now.stillByNature]),
  });
  return { endpoint, settings, now, before, stale, importance: [], looked, ...known };
}

async function knownOf(
  { store, answerers, artifacts }: ImproveDeps,
  endpoint: string,
  version: number,
): Promise<Partial<Pick<ImprovedEndpoint, 'importance' | 'measured' | 'learned'>>> {
  const record = await store.models.findVersion(asId<ModelName>(endpoint), version);
  if (record === undefined) return {};
  const { importance } = (await answerers.get(record.artifact)).explain;
  const run = await store.runs.find(record.runId);
  const measured = (await openBaseline(artifacts, record.artifact))?.performance ?? undefined;
  return { importance, measured, ...(run && { learned: { run: run.id, findings: run.findings } }) };
}
