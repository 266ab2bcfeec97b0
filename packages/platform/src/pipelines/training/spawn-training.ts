import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RunId } from '@kaizenml/contracts';

/** A process that waits to be told which run it is to work on. */
export interface WaitingProcess {
  readonly pid: number;
  /** Tells it the run; from then on it lives by itself. */
  begin(id: RunId): void;
  /** Ends it before it has done anything. */
  dismiss(): void;
}

/**
 * Starts a process that trains models of a home: apart from this one, so that neither its work nor its end touches the other.
 *
 * @throws what the system says when no process can be made.
 */
export async function spawnTraining(home: string): Promise<WaitingProcess> {
  const isSource = import.meta.url.endsWith('.ts');
  const entry = new URL(
    isSource ? './training-process.ts' : './training-process.js',
    import.meta.url,
  );
  const child: ChildProcess = spawn(
    process.execPath,
    [...(isSource ? ['--conditions=source'] : []), fileURLToPath(entry), home],
    { detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
  );
  await once(child, 'spawn');
  // A process that ends before it has read its orders is shown as killed.
  child.stdin?.on('error', () => undefined);
  child.unref();
  return {
    pid: child.pid ?? 0,
    begin: (id) => void child.stdin?.end(id),
    dismiss: () => void child.stdin?.end(),
  };
}
