import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a script found of one promise. */
export interface Checked {
  readonly promise: string;
  readonly ok: boolean;
  readonly said?: string;
  /** Why it was not asked. */
  readonly skipped?: string;
}

/** A server to be asked, and what it must answer. */
export interface Asked {
  /** `host:port` of HTTP and gRPC. */
  readonly address: string;
  readonly model: string;
  readonly records: readonly Readonly<Record<string, unknown>>[];
  /** Elements of each output, row-major. */
  readonly outputs: Readonly<Record<string, readonly unknown[]>>;
}

/** Python that has the clients: `KAIZEN_TRITONCLIENT_PYTHON`, or else `python3`. `clients.sh` makes one. */
const PYTHON = process.env.KAIZEN_TRITONCLIENT_PYTHON ?? 'python3';

/** Why tritonclient cannot be asked here, or undefined when it can. */
export function whyNoTritonclient(): string | undefined {
  const { error, status } = spawnSync(PYTHON, [
    '-c',
    'import tritonclient.http, tritonclient.grpc, numpy',
  ]);
  if (error !== undefined) return `there is no "${PYTHON}"; run test/conformance/oip/clients.sh`;
  return status === 0
    ? undefined
    : `"${PYTHON}" has no tritonclient; run test/conformance/oip/clients.sh`;
}

/** Asks a running server everything that tritonclient can ask, over both wires. */
export function askTritonclient(asked: Asked): Promise<readonly Checked[]> {
  const { address } = asked;
  return ask('check.py', ['--http', address, '--grpc', address], asked);
}

/** Asks a running server with every other client that is installed. */
export function askOthers(asked: Asked): Promise<readonly Checked[]> {
  return ask('check-others.py', ['--address', asked.address], asked);
}

async function ask(
  name: string,
  places: readonly string[],
  { model, records, outputs }: Asked,
): Promise<readonly Checked[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kaizen-oip-'));
  const rows = join(folder, 'rows.json');
  const columns = Object.fromEntries(
    Object.keys(records[0] ?? {}).map((column) => [column, records.map((row) => row[column])]),
  );
  writeFileSync(rows, JSON.stringify({ columns, outputs, records }));
  const script = fileURLToPath(new URL(name, import.meta.url));
  const argv = [script, ...places, '--model', model, '--rows', rows];
  try {
    return await new Promise((resolve, reject) => {
      execFile(PYTHON, argv, (_, stdout, stderr) => {
        const lines = stdout.split('\n').filter((line) => line !== '');
        if (lines.length === 0) reject(new Error(`${name} said nothing but: ${stderr}`));
        else resolve(lines.map((line) => JSON.parse(line) as Checked));
      });
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
