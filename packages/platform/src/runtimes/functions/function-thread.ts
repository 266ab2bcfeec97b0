import { isBuiltin, registerHooks } from 'node:module';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { FunctionModel } from '@kaizenml/contracts';
import type { FunctionReply, FunctionRequest, FunctionStart } from './function-messages.ts';

/*
 * The thread of one function. It is code of whoever runs the server, not of whoever asks: the thread keeps an endless
 * loop from stopping the server, and does not keep the function from what the process may do.
 */

const port = parentPort as MessagePort;
const { url, timeoutMs } = workerData as FunctionStart;

/** The modules that declare models, wherever a function lies. */
const OURS: ReadonlySet<string> = new Set(['kaizenml', '@kaizenml/contracts']);

registerHooks({
  resolve(specifier, context, next) {
    if (context.parentURL !== url || isBuiltin(specifier)) return next(specifier, context);
    if (OURS.has(specifier))
      return next('@kaizenml/contracts', { ...context, parentURL: import.meta.url });
    throw new Error(
      `it imports "${specifier}", and may import modules of Node and "kaizenml" alone: bundle it into one file`,
    );
  },
});

const model = await load();

port.on('message', async ({ id, rows }: FunctionRequest) => {
  if (model === undefined) return;
  try {
    const answers = await model.predict(rows as never, { timeoutMs });
    port.postMessage({ kind: 'answered', id, answers } satisfies FunctionReply);
  } catch (thrown) {
    port.postMessage({ kind: 'failed', id, reason: reasonOf(thrown) } satisfies FunctionReply);
  }
});

async function load(): Promise<FunctionModel | undefined> {
  try {
    const { default: declared } = (await import(url)) as { readonly default?: FunctionModel };
    if (typeof declared?.predict !== 'function')
      throw new Error('its default export has no function `predict`');
    const { inputs, output } = declared;
    port.postMessage({ kind: 'open', declared: { inputs, output } } satisfies FunctionReply);
    return declared;
  } catch (thrown) {
    port.postMessage({ kind: 'refused', reason: reasonOf(thrown) } satisfies FunctionReply);
    return undefined;
  }
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}
