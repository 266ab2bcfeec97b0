import { access, constants, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { toAppError } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { findRuntime, INSTALL_RUNTIME, RUNTIME } from '../runtimes/onnx/index.ts';
import { findWebFolder } from '../server/index.ts';
import { type StoreSurvey, surveyStore } from '../storage/index.ts';
import { version } from '../version.ts';

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  /** `missing`: something does not work until it is mended. `note`: good to know. */
  readonly status: 'ok' | 'note' | 'missing';
  /** What was found. */
  readonly found: string;
  /** What mends it. */
  readonly fix?: string;
}

/** What a look at this installation found. */
export interface Examination {
  readonly status: 'ok' | 'missing';
  readonly checks: readonly Check[];
}

export interface ExamineOptions {
  /** Absolute path of the home folder. */
  readonly home: string;
  /** Where the store is. Default: the file of the home. */
  readonly storeAddress?: string | undefined;
  /** Port that should be free. */
  readonly port: number;
}

/** Looks at the installation and at one home, without creating anything. */
export async function examine({ home, storeAddress, port }: ExamineOptions): Promise<Examination> {
  const checks = [
    ...machine(),
    await checkHome(home),
    ...(await checkStore(home, storeAddress)),
    await checkDuckDb(),
    checkOnnx(),
    checkPages(),
    await checkPort(port),
  ];
  return { status: checks.some(({ status }) => status === 'missing') ? 'missing' : 'ok', checks };
}

function machine(): Check[] {
  const [major = 0] = process.versions.node.split('.').map(Number);
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  return [
    { name: 'kaizen', status: 'ok', found: version },
    major >= 24
      ? { name: 'node', status: 'ok', found: process.versions.node }
      : {
          name: 'node',
          status: 'missing',
          found: process.versions.node,
          fix: 'Use Node 24 or newer; `npm install` brings one for npm scripts.',
        },
    { name: 'platform', status: 'ok', found: `${process.platform} ${process.arch}` },
    checkCores(availableParallelism()),
    {
      name: 'memory',
      status: 'ok',
      found: `${gigabytes(freemem())} free of ${gigabytes(totalmem())}`,
    },
  ];
}

async function checkHome(home: string): Promise<Check> {
  const found = await stat(home).catch(() => undefined);
  if (found === undefined) {
    const isWritable = await canWrite(dirname(home));
    return isWritable
      ? {
          name: 'home',
          status: 'note',
          found: `${home} does not exist yet`,
          fix: 'The first `kaizen run` or `kaizen demo` creates it.',
        }
      : {
          name: 'home',
          status: 'missing',
          found: `${home} cannot be created`,
          fix: 'Choose another folder with `--home` or `KAIZEN_HOME`.',
        };
  }
  return found.isDirectory() && (await canWrite(home))
    ? { name: 'home', status: 'ok', found: home }
    : {
        name: 'home',
        status: 'missing',
        found: `${home} is not a folder that can be written`,
        fix: 'Choose another folder with `--home` or `KAIZEN_HOME`.',
      };
}

async function checkStore(home: string, address: string | undefined): Promise<Check[]> {
  try {
    const survey = await surveyStore({ databasePath: join(home, 'kaizen.db') }, { address });
    if (survey === undefined) return [];
    const { schemaVersion, nRuns, nModels, nDatasets } = survey;
    return [
      checkDatabase(survey),
      {
        name: 'store',
        status: 'ok',
        found: `schema ${schemaVersion}, ${nRuns} runs, ${nModels} models, ${nDatasets} datasets`,
      },
    ];
  } catch (thrown) {
    const { message, hint } = toAppError(thrown);
    return [
      {
        name: 'store',
        status: 'missing',
        found: message,
        ...(hint === undefined ? {} : { fix: hint }),
      },
    ];
  }
}

function checkDatabase({ database, place, roundTripMs, unsafeSetting }: StoreSurvey): Check {
  const found = `${database}, ${roundTripMs.toPrecision(2)} ms a question, at ${place}`;
  return unsafeSetting === undefined
    ? { name: 'database', status: 'ok', found }
    : {
        name: 'database',
        status: 'note',
        found: `${found}, with ${unsafeSetting}`,
        fix: 'A power cut may take acknowledged records back: switch it on where the server is set.',
      };
}

async function checkDuckDb(): Promise<Check> {
  try {
    const { version: duckdbVersion } = await import('@duckdb/node-api');
    return { name: 'duckdb', status: 'ok', found: duckdbVersion() };
  } catch (thrown) {
    return {
      name: 'duckdb',
      status: 'missing',
      found: thrown instanceof Error ? (thrown.message.split('\n', 1)[0] ?? '') : String(thrown),
      fix: 'Install it again with `npm ci`; it has binaries for Linux, macOS and Windows.',
    };
  }
}

function checkOnnx(): Check {
  const found = findRuntime();
  return found === undefined
    ? {
        name: 'onnx',
        status: 'note',
        found: `${RUNTIME.name} is not installed`,
        fix: `To serve ONNX models, install it with \`${INSTALL_RUNTIME}\`.`,
      }
    : { name: 'onnx', status: 'ok', found };
}

function checkPages(): Check {
  const folder = findWebFolder();
  return folder === undefined
    ? { name: 'pages', status: 'missing', found: 'not built', fix: 'Run `npm run build:ui`.' }
    : { name: 'pages', status: 'ok', found: folder };
}

function checkCores(n: number): Check {
  const found = { name: 'cores', found: String(n) } as const;
  return n === 1
    ? { ...found, status: 'ok' }
    : {
        ...found,
        status: 'note',
        fix: 'A server answers on one of them; `kaizen serve --workers auto` on all.',
      };
}

async function checkPort(port: number): Promise<Check> {
  const isFree = await new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
  if (isFree) return { name: 'port', status: 'ok', found: `${port} is free` };
  const server = await findServer(port);
  return server !== undefined
    ? { name: 'port', status: 'note', found: `${port} is served by ${server}` }
    : {
        name: 'port',
        status: 'note',
        found: `${port} is taken`,
        fix: `Serve on another one with \`kaizen serve --port ${port + 1}\`.`,
      };
}

/** Time in which it must have answered, milliseconds. */
const ASK_MS = 500;

/** The KaizenML at a port of this machine, in words; undefined for anything else. */
async function findServer(port: number): Promise<string | undefined> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/health`, {
      signal: AbortSignal.timeout(ASK_MS),
    });
    const { version: running, workers } = OPERATIONS.health.show.output.parse(await answer.json());
    const { n, nReady, nReplaced } = workers;
    const replaced = nReplaced === 0 ? '' : `, ${nReplaced} replaced since it began`;
    return n === 1
      ? `KaizenML ${running}`
      : `KaizenML ${running} with ${nReady} of ${n} workers${replaced}`;
  } catch {
    return undefined;
  }
}

async function canWrite(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}
