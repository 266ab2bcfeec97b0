import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Log } from '../../kit/index.ts';

/** What reads tables in processes of its own. */
export interface TableReaders {
  /** Begins to take the steps of a retraining that read tables; nothing where that is under way. */
  read(id: string): Promise<void>;
  /** Ends them; their steps are taken again by the next keeper. */
  close(): void;
}

/**
 * Reads and compares tables apart from the process that answers requests, which would wait for it.
 *
 * The address of the store goes by the environment, for command lines are read by everyone on the machine.
 */
export function openTableReaders({
  home,
  storeAddress = '',
  log,
}: {
  readonly home: string;
  readonly storeAddress?: string | undefined;
  readonly log: Log;
}): TableReaders {
  const busy = new Map<string, ChildProcess>();
  return {
    async read(id) {
      if (busy.has(id)) return;
      const child = start(home, storeAddress);
      busy.set(id, child);
      child.on('error', (thrown) =>
        log.error('tables could not be read', { retraining: id, thrown }),
      );
      child.on('close', (code) => {
        busy.delete(id);
        if (code !== 0) log.warn('tables were not read to the end', { retraining: id, code });
      });
      // A process that ends before it has read its orders is begun again.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(id);
    },
    close() {
      for (const child of busy.values()) child.kill('SIGKILL');
    },
  };
}

function start(home: string, storeAddress: string): ChildProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const entry = isSource ? './table-process.ts' : './table-process.js';
  const path = fileURLToPath(new URL(entry, import.meta.url));
  const flags = isSource ? ['--conditions=source'] : [];
  return spawn(process.execPath, [...flags, path, home], {
    env: { ...process.env, KAIZEN_STORE: storeAddress },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
}
