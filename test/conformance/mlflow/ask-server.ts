import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a server made of one promise. */
export interface Told {
  readonly name: string;
  readonly passed: boolean;
  /** What it said where servers may differ; where it was not kept, how it broke. */
  readonly detail: unknown;
}

/** Python that has MLflow: `KAIZEN_MLFLOW_PYTHON`, or else `python3`. `make-clients.sh` makes one. */
const PYTHON = process.env.KAIZEN_MLFLOW_PYTHON ?? 'python3';

/** Why MLflow's client cannot be asked here, or undefined when it can. */
export function whyNoMlflow(): string | undefined {
  const how = 'run test/conformance/mlflow/client.sh';
  const { error, status } = spawnSync(PYTHON, [
    '-c',
    'from importlib.util import find_spec; import sys; sys.exit(any(find_spec(n) is None for n in ("mlflow", "sklearn")))',
  ]);
  if (error !== undefined) return `there is no "${PYTHON}"; ${how}`;
  return status === 0 ? undefined : `"${PYTHON}" has no mlflow or no scikit-learn; ${how}`;
}

/** Asks a running server everything, with MLflow's client. `folder` must be empty; so should be the server. */
export function askServer(url: string, folder: string): Promise<readonly Told[]> {
  const script = fileURLToPath(new URL('ask-server.py', import.meta.url));
  return new Promise((resolve, reject) => {
    execFile(
      PYTHON,
      [script, '--uri', url, '--folder', folder],
      { maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        if (error !== null) return reject(new Error(`ask-server.py ended early: ${stderr}`));
        const lines = stdout.split('\n').filter((line) => line !== '');
        resolve(lines.map((line) => JSON.parse(line) as Told));
      },
    );
  });
}
