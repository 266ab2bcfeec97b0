import { setFlagsFromString } from 'node:v8';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a thread on a module of ours, from source as well as built.
 *
 * From the first thread on the process keeps compiled code of WebAssembly for good, some hundred kilobytes. V8 frees code that a
 * faster one has replaced, and where threads come and go it now and then frees the same code twice and ends the whole process:
 * `Check failed: jit_page_->allocations_.erase(addr) == 1` (Node 24, nodejs/node#64500; decision 0049).
 */
export function startThread(
  url: URL,
  options: Pick<WorkerOptions, 'workerData' | 'resourceLimits' | 'stdout'>,
): Worker {
  setFlagsFromString('--no-wasm-code-gc');
  const execArgv = url.pathname.endsWith('.ts') ? ['--conditions=source'] : [];
  return new Worker(url, { ...options, execArgv });
}
