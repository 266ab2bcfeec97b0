import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const packages = fileURLToPath(new URL('../packages', import.meta.url));

/** What each package may import of the others. Everything else is an arrow that points up. */
const MAY_IMPORT: Readonly<Record<string, readonly RegExp[]>> = {
  contracts: [],
  ml: [/^@kaizenml\/contracts$/],
  ui: [/^@kaizenml\/contracts(\/\w+)?$/, /^@kaizenml\/ml\/(stats|validation)$/],
  platform: [
    /^@kaizenml\/contracts(\/\w+)?$/,
    /^@kaizenml\/ml(\/[\w-]+)?$/,
    /^@kaizenml\/ui\/charts$/,
  ],
};

/** Rooms of the platform from the top floor to the cellar: a room uses its own floor and those below. */
const FLOORS: readonly (readonly string[])[] = [
  ['index.ts', 'cli', 'testing'],
  ['server', 'serverless', 'demo', 'doctor', 'track'],
  [
    'open-traced-app.ts',
    'app.ts',
    'create-handlers.ts',
    'serving-handlers.ts',
    'table-handlers.ts',
    'watching-handlers.ts',
    'open-models.ts',
    'share-changes.ts',
    'handlers.ts',
  ],
  ['retraining', 'improve'],
  ['pipelines'],
  ['automl', 'reports'],
  ['jobs', 'batch'],
  [
    'datasets',
    'alerts',
    'incidents',
    'views',
    'runs',
    'experiments',
    'tracking',
    'models',
    'predictions',
    'endpoints',
    'monitors',
    'causes',
    'health',
    'lineage',
    'schemas',
    'serving',
    'rollouts',
    'accounts',
    'guards',
    'keys',
  ],
  ['runtimes'],
  ['artifacts', 'storage', 'tracing', 'audit', 'webhooks', 'notices', 'release-rules', 'access'],
  ['crew'],
  [
    'environment',
    'kit',
    'filters',
    'schedules',
    'at-machine.ts',
    'who-asks.ts',
    'progress.ts',
    'version.ts',
  ],
];

/** Ports are types that another floor implements: `store.ts`, `rights.ts` and `cache-store.ts` may be named from anywhere. */
const PORT = /\/(store|rights|cache-store|log|page|app)\.ts$/;

/** Files of a room that others enter beside its `index.ts`: its ports, which are types. */
const DOOR = /\/(index|store|rights|cache-store|log|page)\.ts$/;

/** Places that may go past the door, and why. */
const PAST_THE_DOOR: readonly {
  readonly from: RegExp;
  readonly to: RegExp;
  readonly reason: string;
}[] = [
  {
    from: /^cli\/(commands\/|start-beside\.ts$)/,
    to: /./,
    reason: 'A command loads only what it runs: the door of a room would load all of it.',
  },
  {
    from: /^serverless\//,
    to: /^(models|serving)\//,
    reason: 'A cold start waits for what is loaded: the doors would load the database.',
  },
  {
    from: /^predictions\/columns\//,
    to: /^datasets\/engine\/duck-db\.ts$/,
    reason:
      'The log needs the database alone: the door of datasets would load every format of tables.',
  },
  {
    from: /^testing\/played-bandit\.ts$/,
    to: /^rollouts\/bandit\//,
    reason: 'It plays the rules of a bandit without a store, for which a room has no use.',
  },
];

const MAX_CODE_LINES = 400;

const IMPORT = /^(?:import|export)\b[^;'"]*?\bfrom\s*'([^']+)'|\bimport\s*\(?\s*'([^']+)'/gm;

interface Source {
  readonly path: string;
  readonly pkg: string;
  readonly text: string;
  /** Without comments. */
  readonly code: string;
  readonly imports: readonly string[];
}

const sources: readonly Source[] = readdirSync(packages, { recursive: true, encoding: 'utf8' })
  .filter((path) => /^\w+\/src\/.*\.tsx?$/.test(path.split(sep).join('/')))
  .filter((path) => !/\.(test|test-d|generated)\.tsx?$/.test(path))
  .map((path) => {
    const text = readFileSync(join(packages, path), 'utf8');
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
    const imports = [...code.matchAll(IMPORT)].map(([, from, direct]) => from ?? direct);
    return { path: path.split(sep).join('/'), pkg: path.split(sep)[0], text, code, imports };
  });

function floorOf(path: string): number {
  const room = path.split('/')[2];
  return FLOORS.findIndex((rooms) => rooms.includes(room));
}

/** The files of each folder: one test per folder and rule, which names the files that break it. */
const folders = Map.groupBy(sources, ({ path }) => path.split('/').slice(0, -1).join('/'));
const foldersOf = (pkg: string) => [...folders].filter(([folder]) => folder.split('/')[0] === pkg);

/** What a rule finds in any of the files, each with its path. */
function broken(files: readonly Source[], rule: (source: Source) => readonly string[]): string[] {
  return files.flatMap((source) => rule(source).map((found) => `${source.path}: ${found}`));
}

describe.each([...folders])('%s', (_folder, files) => {
  it('imports downward only', () => {
    const upward = broken(files, ({ pkg, imports }) =>
      imports
        .filter((name) => /^(@kaizenml\/|kaizenml)/.test(name))
        .filter((name) => !MAY_IMPORT[pkg].some((allowed) => allowed.test(name))),
    );
    expect(upward).toEqual([]);
  });

  it(`has at most ${MAX_CODE_LINES} lines of code in a file`, () => {
    const long = broken(files, ({ code }) => {
      const nLines = code.split('\n').filter((line) => line.trim() !== '').length;
      return nLines > MAX_CODE_LINES ? [`${nLines} lines`] : [];
    });
    expect(long).toEqual([]);
  });
});

describe.each(foldersOf('ml'))('%s', (_folder, files) => {
  it('takes time and chance as arguments', () => {
    const IMPURE = /\bDate\.now\b|\bMath\.random\b|\bnew Date\(\)|\bperformance\./;
    expect(broken(files, ({ code }) => IMPURE.exec(code) ?? [])).toEqual([]);
  });

  it('depends on nothing but the contracts and itself', () => {
    const foreign = broken(files, ({ imports }) =>
      imports.filter((name) => !name.startsWith('.') && name !== '@kaizenml/contracts'),
    );
    expect(foreign).toEqual([]);
  });
});

describe.each(foldersOf('platform'))('%s', (_folder, files) => {
  it('stands on its own floor or below', () => {
    const upward = broken(files, ({ path, imports }) => {
      const folder = path.split('/').slice(0, -1);
      return imports
        .filter((name) => name.startsWith('.') && !PORT.test(name))
        .map((name) =>
          relative('/', join('/', ...folder, name))
            .split(sep)
            .join('/'),
        )
        .filter((target) => target.includes('/src/') && floorOf(target) < floorOf(path));
    });
    expect(upward).toEqual([]);
  });

  it('enters another room through its door', () => {
    const past = broken(files, ({ path, imports }) => {
      const [from, ...folder] = [
        path.split('/').slice(2).join('/'),
        ...path.split('/').slice(0, -1),
      ];
      return imports
        .filter((name) => name.startsWith('.'))
        .map((name) =>
          join('/', ...folder, name)
            .split(sep)
            .slice(1),
        )
        .filter(([pkg, src, room, ...inner]) => {
          const isInside = room === from.split('/')[0] || inner.length === 0;
          return pkg === 'platform' && src === 'src' && !isInside;
        })
        .map((parts) => parts.slice(2).join('/'))
        .filter((target) => !DOOR.test(target))
        .filter(
          (target) => !PAST_THE_DOOR.some((one) => one.from.test(from) && one.to.test(target)),
        );
    });
    expect(past).toEqual([]);
  });

  it('is in a room that has a floor', () => {
    expect(broken(files, ({ path }) => (floorOf(path) < 0 ? ['no floor'] : []))).toEqual([]);
  });
});

describe('the root of contracts', () => {
  it('is free of the schema library, so that ml has no dependency', () => {
    const reached = new Set<string>();
    const waiting = ['contracts/src/index.ts'];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (reached.has(path)) continue;
      reached.add(path);
      const source = sources.find((each) => each.path === path);
      for (const name of source?.imports ?? []) {
        if (name.startsWith('.'))
          waiting.push(
            relative('/', join('/', path, '..', name))
              .split(sep)
              .join('/'),
          );
        else reached.add(name);
      }
    }
    expect([...reached].filter((name) => !name.startsWith('contracts/'))).toEqual([]);
    expect(reached.size).toBeGreaterThan(5);
  });
});

describe('names', () => {
  it('carry a meaning: no file is called after nothing', () => {
    const empty =
      /(^|[-/])(utils?|helpers?|common|misc|manager|service|impl|legacy|new|future)([-.]|$)/;
    expect(
      sources.map(({ path }) => path).filter((path) => empty.test(path.split('/').at(-1) ?? '')),
    ).toEqual([]);
  });
});
