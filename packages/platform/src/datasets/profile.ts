import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import {
  AppError,
  type DatasetStatistics,
  didYouMean,
  type Finding,
  listNames,
} from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import { statisticsFindings } from '@kaizenml/ml/guardrails';
import type { AtMachine, MachineHandler } from '../at-machine.ts';
import { withTempFolder, writeFileAtomic } from '../kit/index.ts';
import type { DatasetDeps } from './ensure-version.ts';
import { getVersion } from './get-version.ts';
import { keepColumns, pickColumns } from './pick-columns.ts';
import { type ScanOptions, scanStatistics } from './statistics/scan-statistics.ts';
import { type StatisticsDeps, versionStatistics } from './statistics/version-statistics.ts';
import { notWritable } from './write-answers.ts';

type Profile = Operations['datasets']['profile'];

/** What profiles are made with. */
export interface ProfileDeps extends StatisticsDeps, Pick<DatasetDeps, 'home'> {
  /** Writes the page of a profile as HTML. */
  readonly renderPage: (profile: DescribedProfile) => Promise<string>;
}

/** What a profile says. */
export interface DescribedProfile {
  readonly name: string;
  readonly source: string;
  readonly target: string | null;
  readonly columns: string[] | null;
  readonly statistics: DatasetStatistics;
  readonly against: DatasetStatistics | null;
  readonly againstName: string | null;
  readonly findings: readonly Finding[];
}

/** Profiles a dataset or, at the machine, a file: what each of its columns holds. */
export const profileDataset =
  (deps: ProfileDeps): MachineHandler<Profile> =>
  ({ name, target, against, columns }, machine, asked) =>
    withTempFolder(deps.home, 'profile', async (tempPath) => {
      const signal = machine?.signal ?? asked?.signal;
      const scan = { tempPath, signal, target, withAssociations: true };
      const found = await describeSource(deps, name, { machine, scan });
      assertTarget(found.statistics, target);
      const other =
        against === undefined
          ? undefined
          : await describeSource(deps, against, { machine, scan: { tempPath, signal } });
      const { statistics } = found;
      const picked = columns === undefined ? statistics : pickColumns(statistics, columns);
      const chosen = columns === undefined ? null : picked.columns.map((column) => column.name);
      const before = other?.statistics ?? null;
      const profile: DescribedProfile = {
        name: found.name,
        source: found.source,
        target: target ?? null,
        columns: chosen,
        statistics: picked,
        against: before && chosen ? keepColumns(before, chosen) : before,
        againstName: other?.name ?? null,
        findings: [...found.findings, ...statisticsFindings(statistics)],
      };
      const html = machine?.inputs.html ?? null;
      if (html !== null) await writePage(html, await deps.renderPage(profile));
      return { ...profile, html };
    });

/** @throws FILE_NOT_WRITABLE */
async function writePage(path: string, page: string): Promise<void> {
  try {
    await writeFileAtomic(path, page);
  } catch (thrown) {
    throw notWritable(thrown, path);
  }
}

interface Described {
  readonly name: string;
  readonly source: string;
  readonly statistics: DatasetStatistics;
  readonly findings: readonly Finding[];
}

/** What is called like a dataset is the dataset; at the machine anything else is a file. */
async function describeSource(
  deps: ProfileDeps,
  reference: string,
  {
    machine,
    scan,
  }: {
    readonly machine: AtMachine | undefined;
    readonly scan: ScanOptions & { readonly tempPath: string };
  },
): Promise<Described> {
  const { datasets } = deps.store;
  const tell = (_: string, position: number, of: number): void => {
    if (position === 1) machine?.stage?.(`Looking at the columns of ${reference}`, `${of} columns`);
  };
  const mayBeFile = existsSync(reference) || looksLikePath(reference);
  if (machine !== undefined && mayBeFile && (await datasets.find(reference)) === undefined) {
    machine.stage?.(`Reading ${reference}`);
    const scanned = await scanStatistics({ path: reference }, { ...scan, tell });
    return { name: reference, source: basename(reference), ...scanned };
  }
  const record = await getVersion(datasets, reference);
  const statistics = await versionStatistics(deps, record, { ...scan, tell });
  return {
    name: `${record.name}@${record.version}`,
    source: record.source,
    statistics,
    findings: [],
  };
}

function looksLikePath(reference: string): boolean {
  return /[/\\]|\.(csv|tsv|txt|parquet|pq|jsonl|ndjson|json|arff)$/i.test(reference);
}

/** @throws COLUMN_UNKNOWN with the closest name. */
function assertTarget({ columns }: DatasetStatistics, target: string | undefined): void {
  const names = columns.map(({ name }) => name);
  if (target === undefined || names.includes(target)) return;
  throw new AppError('COLUMN_UNKNOWN', {
    message: `The table has no column "${target}".`,
    hint: didYouMean(target, names) ?? `It has ${listNames(names)}.`,
    details: { column: target, known: names },
  });
}
