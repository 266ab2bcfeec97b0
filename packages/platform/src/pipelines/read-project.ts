import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { type Project, type ProjectInput, parseProject } from '@kaizenml/contracts/project';
import { parse as parseYaml, YAMLParseError } from 'yaml';

/** What the command line says about a run; it wins over the project file. */
export interface RunFlags {
  readonly target?: string | undefined;
  /** One of the tasks of a project; anything else is refused as a mistake in it. */
  readonly task?: string | undefined;
  readonly metric?: string | undefined;
  /** Columns of groups and of weights. */
  readonly group?: string | undefined;
  readonly weights?: string | undefined;
  readonly budget?: string | undefined;
  readonly trials?: number | undefined;
  readonly seed?: number | undefined;
  /** Columns of time, and of the names of series. */
  readonly time?: string | undefined;
  readonly series?: string | undefined;
  readonly horizon?: number | undefined;
  readonly season?: number | undefined;
  readonly frequency?: string | undefined;
  /** Number of clusters. */
  readonly clusters?: number | undefined;
  /** Share of anomalies, and the detector. */
  readonly share?: number | undefined;
  readonly detector?: string | undefined;
}

/**
 * The project behind a path: a `kaizen.yaml` (or any `.yml`), or a data file with every default.
 *
 * @param path Absolute path.
 * @returns The project and the folder that its data path is relative to.
 * @throws PROJECT_INVALID with every problem, FILE_NOT_FOUND
 */
export async function readProject(
  path: string,
  flags: RunFlags,
): Promise<{ readonly project: Project; readonly folder: string }> {
  const isProject = /\.ya?ml$/i.test(path);
  const given = isProject ? await readYaml(path) : { data: path };
  const overridden = withFlags(given, flags);
  return {
    project: parseProject(overridden, isProject ? basename(path) : '`kaizen run`'),
    folder: isProject ? dirname(path) : resolve('.'),
  };
}

/**
 * A budget in milliseconds: `60s`, `5m`, `1h`, `1500ms`, or a number of seconds.
 *
 * @throws ARGUMENT_INVALID below one second
 */
export function parseBudget(budget: number | string): number {
  const [, amount = '', unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(String(budget)) ?? [];
  const scale = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit] ?? Number.NaN;
  const ms = amount === '' ? Number.NaN : Number(amount) * scale;
  if (ms >= 1000) return ms;
  throw new AppError('ARGUMENT_INVALID', {
    message: `The budget must be a time of at least one second, got "${budget}".`,
    hint: 'Write it like `--budget 60s`, `--budget 5m` or `--budget 1h`.',
    details: { budget },
  });
}

function withFlags(given: unknown, flags: RunFlags): unknown {
  const { target, task, metric, group, weights, budget, trials, seed } = flags;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const project = given as Partial<ProjectInput>;
  return {
    ...project,
    ...(target === undefined ? {} : { target }),
    ...(task === undefined ? {} : { task }),
    ...(metric === undefined ? {} : { metric }),
    ...(group === undefined ? {} : { group }),
    ...(weights === undefined ? {} : { weights }),
    ...(flags.time === undefined ? {} : { time: flags.time }),
    ...blocksOf(project, flags),
    ...(seed === undefined ? {} : { seed }),
    ...(budget === undefined && trials === undefined
      ? {}
      : {
          search: {
            ...project.search,
            ...(budget === undefined ? {} : { budget }),
            ...(trials === undefined ? {} : { trials }),
          },
        }),
  };
}

/** The blocks of tasks that flags say something of. */
function blocksOf(
  project: Partial<ProjectInput>,
  { series, horizon, season, frequency, clusters, share, detector }: RunFlags,
): Record<string, unknown> {
  const said = {
    forecast: { series, horizon, season, frequency },
    clusters: { count: clusters },
    anomalies: { share, detector },
  };
  return Object.fromEntries(
    Object.entries(said).flatMap(([block, fields]) => {
      const given = Object.entries(fields).filter(([, value]) => value !== undefined);
      const known = project[block as keyof typeof said];
      return given.length === 0 ? [] : [[block, { ...known, ...Object.fromEntries(given) }]];
    }),
  );
}

/** What a YAML file holds. @throws FILE_NOT_FOUND, PROJECT_INVALID for a file that is no YAML */
export async function readYaml(path: string): Promise<unknown> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) {
    throw new AppError('FILE_NOT_FOUND', {
      message: `The project file "${path}" must exist, got ${found ? 'a folder' : 'nothing'} there.`,
      hint: 'Write one like `{ data: churn.csv, target: churned }`; docs/reference/project.md lists the fields.',
      details: { path },
    });
  }
  try {
    return parseYaml(await readFile(path, 'utf8'));
  } catch (thrown) {
    if (!(thrown instanceof YAMLParseError)) throw thrown;
    const line = thrown.linePos?.[0].line;
    throw new AppError('PROJECT_INVALID', {
      message: `${basename(path)} must be YAML, got a mistake${line === undefined ? '' : ` in line ${line}`}: ${thrown.message.split('\n')[0]}.`,
      hint: 'The fields are described in docs/reference/project.md.',
      details: { path, line },
      cause: thrown,
    });
  }
}
