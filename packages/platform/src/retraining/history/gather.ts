import { AppError, listNames } from '@kaizenml/contracts';
import { type EndpointSettings, RetrainingSettings } from '@kaizenml/contracts/operations';
import { type Column, findColumn, makeTable, type Table, takeRows } from '@kaizenml/ml/table';
import { getVersion, loadVersion } from '../../datasets/index.ts';
import { instant } from '../../kit/index.ts';
import { datasetNames, type TableDeps } from '../deps.ts';
import { failed, rejected, type StepOutcome } from '../outcome.ts';
import type { Gathered, RetrainingRecord } from '../store.ts';
import { type ChosenHistory, chooseHistory } from './choose-history.ts';
import { AT, count, LEAST_COMPARED } from './compared-rows.ts';
import { gatherCompared } from './gather-compared.ts';
import { keepGathered, storeGathered } from './keep-gathered.ts';
import { readLabelledRows } from './labelled-rows.ts';
import { labelledTable } from './labelled-table.ts';
import { type LearnedFrom, learnedFrom } from './learned-from.ts';
import { rowsBeyond } from './rows-beyond.ts';
import { stackTables } from './stack-tables.ts';

/** Columns of a history that say how many rows one stands for, and how much it counts. */
const [STANDS_FOR, WEIGHTS] = ['kaizen_stands_for', 'kaizen_weight'] as const;
const OWN: ReadonlySet<string> = new Set([AT, STANDS_FOR, WEIGHTS]);

/**
 * Gathers what the challenger learns from, and the newest rows that both are compared on; the first call stores the tables, the next one
 * makes versions of them, so that a kill between makes none twice.
 */
export async function gather(deps: TableDeps, record: RetrainingRecord): Promise<StepOutcome> {
  const { gathered } = record.facts;
  if (gathered !== undefined) {
    const { history, newest } = await keepGathered(deps, record, gathered);
    const learning =
      gathered.history === undefined
        ? 'Nothing is learned'
        : `${count(gathered.history.nRows)} became ${history}`;
    return {
      kind: 'done',
      message: `${learning}; both models are compared on the newest ${count(gathered.newest.nRows)}, ${newest}.`,
      facts: { newest, ...(history !== undefined && { history }) },
    };
  }
  const learned = await learnedFrom(deps, record.endpoint);
  if (learned.champion.version !== record.asked.champion)
    return rejected(`Version ${learned.champion.version} became the champion meanwhile.`);
  const hidden = hiddenInLog(learned, await deps.store.endpoints.find(record.endpoint));
  if (record.asked.dataset === null && hidden.length > 0)
    return failed(`The log keeps ${listNames(hidden)} hidden, so its rows cannot be learned from.`);
  const gatheredAt = instant(deps.clock);
  if (record.asked.recalls === true)
    return await gatherCompared(deps, record, { learned, gatheredAt });
  const fresh = await (record.asked.dataset === null
    ? ofLog(deps, record, { learned, until: gatheredAt })
    : ofDataset(deps, record.asked.dataset, learned));
  return await choose(deps, record, { learned, fresh, gatheredAt });
}

/** Columns that the model reads and the log does not keep as they were. */
export function hiddenInLog(
  { signature }: Pick<LearnedFrom, 'signature'>,
  settings: EndpointSettings | undefined,
): readonly string[] {
  const redacted = settings?.log?.redact ?? {};
  return signature.inputs.flatMap(({ name }) => (Object.hasOwn(redacted, name) ? [name] : []));
}

/** Rows that the champion has not learned from, in order of time. */
interface FreshRows {
  readonly table: Table;
  readonly at: Float64Array;
  readonly weights: Float64Array;
  readonly moments: Int32Array;
}

async function ofLog(
  { predictionLog }: TableDeps,
  { endpoint }: RetrainingRecord,
  { learned, until }: { readonly learned: LearnedFrom; readonly until: string },
): Promise<FreshRows> {
  const { signature, learnedUntil, gatheredAt: knownAt, asked } = learned;
  const span = { learnedUntil, knownAt, until };
  const found = await readLabelledRows(predictionLog, { endpoint, signature, span });
  const { columns } = labelledTable(found, signature);
  const { time } = asked.project;
  const isTimeKnown = time === undefined || columns.some((column) => column.name === time);
  const times: Column[] = isTimeKnown ? [] : [{ name: time, kind: 'date', values: found.at }];
  let moment = -1;
  const moments = Int32Array.from(found.at, (at, i) =>
    i > 0 && at === found.at[i - 1] ? moment : ++moment,
  );
  return {
    table: makeTable([...columns, ...times]),
    ...{ at: found.at, weights: found.weights, moments },
  };
}

async function ofDataset(
  deps: TableDeps,
  reference: string,
  { table: known, signature }: LearnedFrom,
): Promise<FreshRows> {
  const version = await getVersion(deps.store.datasets, reference);
  const whole = await loadVersion(deps, version);
  const needed = [...signature.inputs.map(({ name }) => name), signature.output.name];
  const lacking = needed.find((name) => findColumn(whole, name) === undefined);
  if (lacking !== undefined)
    throw new AppError('COLUMN_UNKNOWN', {
      message: `Dataset "${reference}" must have the columns that the model learned from, got none called "${lacking}".`,
      hint: `See them with \`kaizen datasets show ${reference}\`.`,
      details: { dataset: reference, column: lacking },
    });
  const table = rowsBeyond(whole, await loadVersion(deps, known));
  const at = new Float64Array(table.nRows).fill(Date.parse(version.createdAt));
  const moments = Int32Array.from({ length: table.nRows }, (_, i) => i);
  return { table, at, weights: new Float64Array(table.nRows).fill(1), moments };
}

async function choose(
  deps: TableDeps,
  record: RetrainingRecord,
  {
    learned,
    fresh,
    gatheredAt,
  }: { readonly learned: LearnedFrom; readonly fresh: FreshRows; readonly gatheredAt: string },
): Promise<StepOutcome> {
  const { asked, learnedUntil } = learned;
  const settings = await deps.store.endpoints.find(record.endpoint);
  const { history, compareShare } = settings?.retraining ?? RetrainingSettings.parse({});
  const { since } = record.asked;
  const base = await loadVersion(deps, learned.table);
  const at = joined(timesOf(base, asked.project.time, Date.parse(learned.gatheredAt)), fresh.at);
  const standsFor = joined(weightsIn(base, asked.project.weights), fresh.weights);
  const chosen = chooseHistory(
    { at, weights: standsFor, firstNew: base.nRows, moments: fresh.moments },
    {
      ...{ history, compareShare, untilMs: Date.parse(gatheredAt) },
      changeMs: since === null ? undefined : Date.parse(since),
    },
  );
  if (chosen.newest.length < LEAST_COMPARED)
    return rejected(
      `There are ${count(fresh.table.nRows)} that the champion has not learned from, of which ${chosen.newest.length}${since === null ? '' : `, a share of those since ${since},`} would be compared on; ${LEAST_COMPARED} are needed.`,
    );
  if (chosen.train.length === 0) return rejected('The policy leaves no row to learn from.');
  const boundary = chosen.newest[0] ?? at.length;
  const last = boundary > base.nRows ? at[boundary - 1] : undefined;
  const stacked = stackTables(base, fresh.table).columns.filter(({ name }) => !OWN.has(name));
  const isCounted = standsFor.some((each) => each !== 1);
  const tables = cut(
    makeTable([
      ...stacked,
      { name: AT, kind: 'date', values: at },
      ...(isCounted ? [{ name: STANDS_FOR, kind: 'number', values: standsFor } as const] : []),
    ]),
    chosen,
  );
  const knownMs = at.subarray(0, base.nRows).reduce((a, b) => Math.max(a, b), 0);
  const names = datasetNames(record.endpoint);
  const isLearned = record.asked.dataset === null && last !== undefined;
  const gathered: Gathered = {
    history: await storeGathered(deps, names.history, tables.history),
    newest: await storeGathered(deps, names.newest, tables.newest),
    knownUntil: new Date(knownMs).toISOString(),
    learnedUntil: isLearned ? new Date(last).toISOString() : learnedUntil,
    gatheredAt: record.asked.dataset === null ? gatheredAt : learned.gatheredAt,
    ignored: ignoredIn(base, learned, record.asked.without),
    weights: tables.weights,
  };
  return { kind: 'on', message: 'The rows are gathered.', facts: { gathered } };
}

/** What is learned from, with a column of weights where rows count differently, and what is compared on. */
function cut(
  table: Table,
  { train, newest, weights }: ChosenHistory,
): { readonly history: Table; readonly newest: Table; readonly weights: string | null } {
  const history = takeRows(table, train);
  if (weights === null) return { history, newest: takeRows(table, newest), weights: null };
  const column: Column = { name: WEIGHTS, kind: 'number', values: weights };
  return {
    history: makeTable([...history.columns, column]),
    newest: takeRows(table, newest),
    weights: WEIGHTS,
  };
}

/** When the rows of a table came to be: as a retraining wrote it down, or by its column of dates; else when it was gathered. */
function timesOf(table: Table, time: string | undefined, gatheredMs: number): Float64Array {
  const column =
    findColumn(table, AT) ?? (time === undefined ? undefined : findColumn(table, time));
  if (column?.kind !== 'date') return new Float64Array(table.nRows).fill(gatheredMs);
  return column.values.map((at) => (Number.isNaN(at) ? gatheredMs : at));
}

/** How many rows each stands for: as a retraining wrote it down, or by the weights of the project. */
function weightsIn(table: Table, weights: string | undefined): Float64Array {
  const name = findColumn(table, STANDS_FOR) || weights === WEIGHTS ? STANDS_FOR : weights;
  const column = name === undefined ? undefined : findColumn(table, name);
  if (column?.kind !== 'number') return new Float64Array(table.nRows).fill(1);
  return column.values.map((weight) => (Number.isNaN(weight) ? 0 : weight));
}

/** Columns that the challenger must not read: requests do not have them, or somebody asked to do without them. */
function ignoredIn(
  base: Table,
  { asked, signature }: LearnedFrom,
  without: readonly string[],
): string[] {
  const read = new Set(signature.inputs.map(({ name }) => name));
  const { group, time, weights } = asked.project;
  const roles = new Set([signature.output.name, group, time, weights]);
  const unread = base.columns
    .map(({ name }) => name)
    .filter((name) => !read.has(name) && !roles.has(name) && !OWN.has(name));
  const isWeights = weights !== undefined && weights !== WEIGHTS && !read.has(weights);
  return [...new Set([AT, STANDS_FOR, ...unread, ...without, ...(isWeights ? [weights] : [])])];
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  const both = new Float64Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
