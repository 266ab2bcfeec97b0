import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type Anomaly,
  AppError,
  type DataSchema,
  type DatasetStatistics,
} from '@kaizenml/contracts';
import type { InputOf, MachineInputsOf, Operations } from '@kaizenml/contracts/operations';
import {
  assertEnvironment,
  type MergedAnomaly,
  mergeAnomalies,
  validateStatistics,
} from '@kaizenml/ml/validation';
import type { MachineHandler } from '../at-machine.ts';
import type { Clock } from '../kit/index.ts';
import type { Store } from '../storage/store.ts';
import { getVersion } from './get-version.ts';
import { type CheckedRows, checkRows } from './validation/check-rows.ts';
import { type DataDeps, type OpenedData, withData } from './validation/open-data.ts';
import { readReferences } from './validation/read-references.ts';
import { statisticsBeside } from './validation/statistics-beside.ts';
import { writeRows } from './validation/write-rows.ts';

type Validate = Operations['datasets']['validate'];
type Input = InputOf<Validate> & MachineInputsOf<Validate>;

/** A schema, and what is proposed for it. */
export interface OpenedSchema {
  /** `name@version`, or the path. */
  readonly title: string;
  readonly schema: DataSchema;
  /** What proposals are kept under. */
  readonly subject: string;
}

export interface ValidateDeps extends Omit<DataDeps, 'store' | 'mayOpen'> {
  readonly store: Pick<Store, 'datasets' | 'schemas'>;
  readonly clock: Clock;
  /** The stored schema of a dataset or, where paths may be opened, that of a file. */
  readonly openSchema: (
    reference: string,
    rights: { readonly mayOpen: boolean },
  ) => Promise<OpenedSchema>;
}

/** Checks every row of a stored dataset or, at the machine, of a file against a schema. */
export const validateDataset =
  (given: ValidateDeps): MachineHandler<Validate> =>
  async (routed, machine) => {
    const input = { policy: 'stop' as const, ...routed, ...machine?.inputs };
    const deps = { ...given, mayOpen: machine !== undefined };
    assertTargets(input);
    return await withData(deps, input.data, async (data) => await validate(deps, input, data));
  };

type Deps = ValidateDeps & Pick<DataDeps, 'mayOpen'>;

async function validate(deps: Deps, input: Input, data: OpenedData) {
  const { environment, strict, policy } = input;
  const reference = input.schema ?? data.dataset;
  if (reference === null) throw noSchema(input.data);
  const { schema, title, subject } = await deps.openSchema(reference, deps);
  assertEnvironment(schema, environment);
  const before = await stateOf(data);
  const references = await readReferences(schema, (name, work) =>
    withData(deps, name, ({ rows }) => work(rows)),
  );
  const checked = await checkRows(data.rows, schema, { environment, references });
  const compared = comparedColumns(schema, input);
  const ofStatistics = validateStatistics(
    await statisticsBeside(data, schema, { checked, compared }),
    schema,
    {
      environment,
      now: deps.clock.now(),
      besideRows: true,
      ...(await comparedWith(deps, input, compared)),
      previousVersion: await versionBefore(deps, { schema, data, input }),
    },
  );
  const merged = mergeAnomalies(ofStatistics, checked.anomalies, checked.known);
  const fails = ({ severity }: Anomaly): boolean =>
    severity === 'error' || (strict && severity === 'warning');
  const failing = merged.filter(({ anomaly }) => fails(anomaly));
  const written = await keepApart(input, data, { failing, checked, before });
  const remaining = policy === 'continue' ? failing.filter(isOfTable) : failing;
  const anomalies = merged.map(({ anomaly }) => anomaly);
  await deps.store.schemas.propose(
    subject,
    anomalies.filter(({ patch }) => patch !== null),
  );
  return {
    data: data.name,
    schema: title,
    environment: environment ?? null,
    passed: remaining.length === 0,
    nRows: checked.nRows,
    nOffending: countOffending(merged, checked.nRows),
    nChecked: checked.known.size,
    anomalies: anomalies.map(toWire),
    ...written,
    findings: data.rows.findings.map((finding) => ({ ...finding })),
  };
}

/** Columns whose distribution is compared with that of other data. */
function comparedColumns({ columns }: DataSchema, { against, serving, training }: Input) {
  const [isDrift, isSkew] = [
    against !== undefined,
    serving !== undefined || training !== undefined,
  ];
  const compared = Object.entries(columns).filter(
    ([, { drift, skew }]) => (isDrift && drift !== undefined) || (isSkew && skew !== undefined),
  );
  return new Set(compared.map(([name]) => name));
}

/** Statistics of what the data are compared with. */
async function comparedWith(
  deps: Deps,
  { against, serving, training }: Input,
  compared: ReadonlySet<string>,
) {
  const of = async (reference: string | undefined): Promise<DatasetStatistics | undefined> =>
    reference === undefined
      ? undefined
      : await withData(deps, reference, ({ statistics }) => statistics(compared));
  return { previous: await of(against), serving: await of(serving), training: await of(training) };
}

/** How many rows the version before has, where the schema bounds how many more there may be. */
async function versionBefore(
  deps: Deps,
  {
    schema,
    data,
    input,
  }: { readonly schema: DataSchema; readonly data: OpenedData; readonly input: Input },
): Promise<DatasetStatistics | undefined> {
  if (input.previousVersion !== undefined)
    return await withData(deps, input.previousVersion, ({ statistics }) => statistics(new Set()));
  if (schema.rowsVersion === undefined || data.dataset === null) return undefined;
  const current = await getVersion(deps.store.datasets, data.name);
  const versions = await deps.store.datasets.versions(current.name);
  const before = versions.find(
    ({ version, span }) => version < current.version && span === current.span,
  );
  return before && { nRows: before.nRows, nDuplicateRows: null, columns: [] };
}

/** Rows that offend into quarantine, the others where they were asked for. */
async function keepApart(
  { quarantine, out }: Input,
  data: OpenedData,
  {
    failing,
    checked,
    before,
  }: {
    readonly failing: readonly MergedAnomaly[];
    readonly checked: CheckedRows;
    readonly before: string | undefined;
  },
) {
  if (quarantine === undefined) return { quarantine: null, out: null };
  if ((await stateOf(data)) !== before) throw changed(data.name);
  const { nOffending, nClean } = await writeRows(data.rows, failing, { quarantine, out });
  if (nOffending + nClean !== checked.nRows) throw changed(data.name);
  return {
    quarantine: { path: quarantine, nRows: nOffending },
    out: out === undefined ? null : { path: out, nRows: nClean },
  };
}

/** Size and time of a file: when they change, two passes have seen different rows. */
async function stateOf({ path }: OpenedData): Promise<string | undefined> {
  if (path === null) return undefined;
  const { size, mtimeMs } = await stat(path);
  return `${size} ${mtimeMs}`;
}

function isOfTable({ anomaly, isOffending }: MergedAnomaly): boolean {
  return isOffending === undefined || anomaly.count === null;
}

function countOffending(merged: readonly MergedAnomaly[], nRows: number): number {
  const ofRows = merged.flatMap(({ isOffending }) =>
    isOffending === undefined ? [] : [isOffending],
  );
  const [only, ...others] = merged.filter(({ isOffending }) => isOffending !== undefined);
  if (only === undefined) return 0;
  if (others.length === 0 && only.anomaly.count !== null) return only.anomaly.count;
  let n = 0;
  for (let row = 0; row < nRows; row++) if (ofRows.some((isOffending) => isOffending(row))) n++;
  return n;
}

function toWire(anomaly: Anomaly) {
  return { ...anomaly, details: { ...anomaly.details } };
}

function assertTargets({ data, quarantine, out, policy }: Input): void {
  if (out !== undefined && policy !== 'continue')
    throw targetInvalid('`--out` must come with `--policy continue`', out);
  if (policy === 'continue' && quarantine === undefined)
    throw targetInvalid(
      '`--policy continue` must come with `--quarantine FILE`, so that no row is lost',
      'none',
    );
  const paths = [data, quarantine, out]
    .filter((path) => path !== undefined)
    .map((path) => resolve(path));
  if (new Set(paths).size < paths.length)
    throw targetInvalid(
      'The data, the quarantine and `--out` must be different files',
      'one twice',
    );
}

function targetInvalid(must: string, got: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `${must}, got ${got === 'none' || got === 'one twice' ? got : `"${got}" alone`}.`,
    hint: 'Write `--quarantine bad.csv --policy continue --out clean.csv`.',
    details: { got },
  });
}

function changed(name: string): AppError {
  return new AppError('FILE_CHANGED', {
    message: `"${name}" must stay as it is while it is checked, got other content in the second pass.`,
    hint: 'Run the command again when nothing writes to the file.',
    details: { path: name },
  });
}

function noSchema(data: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `Data that are no stored dataset must come with \`--schema FILE\`, got "${data}" alone.`,
    hint: `Infer one with \`kaizen schemas infer ${data} --out schema.yaml\` and look through it first.`,
    details: { data },
  });
}
