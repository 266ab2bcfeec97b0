/** How a run ends that its program did not end. */
export interface Ending {
  readonly status: 'finished' | 'failed' | 'stopped';
  readonly error?: string;
}

/** A run that must hear when its process ends. */
export interface OpenRun {
  /** Ends it with what it takes to send its end. */
  readonly end: (ending: Ending) => Promise<void>;
  /** Ends it at once, in a process that waits for nothing any more. */
  readonly endNow: (ending: Ending) => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Watches over runs until each is ended. */
export interface RunWatch {
  /** Watches over a run until the function that it gives back is called. */
  over(run: OpenRun): () => void;
}

/**
 * Ends runs with their process: finished when it has nothing left to do or exits with code 0, failed after an error that nobody caught
 * or another code, stopped by a signal. Nothing else about how a process ends changes.
 */
export function createRunWatch(process: NodeJS.Process): RunWatch {
  const open = new Set<OpenRun>();
  let lastError: string | undefined;
  const endAll = (ending: Ending) => {
    for (const run of open) run.endNow(ending);
    open.clear();
  };
  const noteError = (error: unknown) => {
    lastError = error instanceof Error ? (error.stack ?? error.message) : String(error);
  };
  const endIdle = () => {
    for (const run of [...open].reverse()) void run.end({ status: 'finished' });
  };
  const endByExit = (code: number) =>
    endAll(
      code === 0
        ? { status: 'finished' }
        : { status: 'failed', error: lastError ?? `The process exited with code ${code}.` },
    );
  /** A program with a listener of its own decides itself what a signal does; others end by it, as they would have. */
  const endBySignal = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) > 1) return;
    endAll({ status: 'stopped', error: `The process was ended by ${signal}.` });
    unlisten();
    process.kill(process.pid, signal);
  };
  const listen = () => {
    process.on('uncaughtExceptionMonitor', noteError);
    process.on('beforeExit', endIdle);
    process.on('exit', endByExit);
    for (const signal of SIGNALS) process.on(signal, endBySignal);
  };
  const unlisten = () => {
    process.off('uncaughtExceptionMonitor', noteError);
    process.off('beforeExit', endIdle);
    process.off('exit', endByExit);
    for (const signal of SIGNALS) process.off(signal, endBySignal);
  };
  return {
    over(run) {
      if (open.size === 0) listen();
      open.add(run);
      return () => {
        if (open.delete(run) && open.size === 0) unlisten();
      };
    },
  };
}
