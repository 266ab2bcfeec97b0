import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `check.py` found of one promise. */
export interface Checked {
  readonly promise: string;
  readonly ok: boolean;
  readonly said?: string;
}

/** A server to be asked, and what it must answer. */
export interface Asked {
  /** `host:port` of HTTP. */
  readonly http?: string;
  /** `host:port` of gRPC. */
  readonly grpc?: string;
  readonly model: string;
  /** Cells of each input, null where missing. */
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
  /** Elements of each output, row-major. */
  readonly outputs: Readonly<Record<string, readonly unknown[]>>;
}

/** Python that has tritonclient: `KAIZEN_TRITONCLIENT_PYTHON`, or else `python3`. */
const PYTHON = process.env.KAIZEN_TRITONCLIENT_PYTHON ?? 'python3';

/** Why tritonclient cannot be asked here, or undefined when it can. */
export function whyNoTritonclient(): string | undefined {
  const { error, status } = spawnSync(PYTHON, [
    '-c',
    'import tritonclient.http, tritonclient.grpc, numpy',
  ]);
  if (error !== undefined) return `there is no "${PYTHON}"; set KAIZEN_TRITONCLIENT_PYTHON`;
  return status === 0
    ? undefined
    : `"${PYTHON}" has no tritonclient; install "tritonclient[http,grpc]" or set KAIZEN_TRITONCLIENT_PYTHON`;
}

/** Asks a running server everything that tritonclient can ask. */
export async function askTritonclient({
  http,
  grpc,
  model,
  columns,
  outputs,
}: Asked): Promise<readonly Checked[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kaizen-oip-'));
  const rows = join(folder, 'rows.json');
  writeFileSync(rows, JSON.stringify({ columns, outputs }));
  const wires = [
    ...(http === undefined ? [] : ['--http', http]),
    ...(grpc === undefined ? [] : ['--grpc', grpc]),
  ];
  const script = fileURLToPath(new URL('check.py', import.meta.url));
  try {
    return await new Promise((resolve, reject) => {
      execFile(
        PYTHON,
        [script, ...wires, '--model', model, '--rows', rows],
        (_, stdout, stderr) => {
          const lines = stdout.split('\n').filter((line) => line !== '');
          if (lines.length === 0) reject(new Error(`check.py said nothing but: ${stderr}`));
          else resolve(lines.map((line) => JSON.parse(line) as Checked));
        },
      );
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
