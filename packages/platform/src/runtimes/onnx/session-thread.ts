import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import type { Tensor, Tensors } from '../tensor.ts';
import { DATATYPES, type DatatypeRow, rowOf } from './datatypes.ts';
import type { SessionReply, SessionRequest, SessionStart } from './session-messages.ts';
import { toTransfer } from './transfer.ts';

/*
 * The thread of one session. The runtime's binding computes on the thread that calls it, whatever its promise says, so it
 * is called where nobody waits for anything else.
 */

const port = parentPort as MessagePort;
const { source, threads } = workerData as SessionStart;

/** Errors of the runtime are told by who asked; its own lines would go past our log. */
const FATAL = 4;

const session = open().then(
  (opened) => {
    port.postMessage({ kind: 'open' } satisfies SessionReply);
    return opened;
  },
  (thrown: unknown) => {
    port.postMessage({ kind: 'refused', reason: reasonOf(thrown) } satisfies SessionReply);
    return undefined;
  },
);

port.on('message', async (request: SessionRequest) => {
  const opened = await session;
  if (request.kind === 'close') {
    await opened?.release();
    port.close();
    return;
  }
  if (opened === undefined) return;
  const { id, tensors, wanted } = request;
  try {
    const made = await opened.run(toFeeds(tensors), [...wanted], { logSeverityLevel: FATAL });
    const answered = toTransfer(
      Object.fromEntries(wanted.map((name) => [name, fromOrt(made[name] as OrtTensor)])),
    );
    const reply: SessionReply = { kind: 'answered', id, tensors: answered.tensors };
    port.postMessage(reply, answered.memory);
  } catch (thrown) {
    port.postMessage({ kind: 'failed', id, reason: reasonOf(thrown) } satisfies SessionReply);
  }
});

async function open(): Promise<InferenceSession> {
  const options: InferenceSession.SessionOptions = {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: FATAL,
  };
  return typeof source === 'string'
    ? await InferenceSession.create(source, options)
    : await InferenceSession.create(source, options);
}

function toFeeds(tensors: Tensors): Record<string, OrtTensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, toOrt(tensor)]));
}

function toOrt({ datatype, shape, values }: Tensor): OrtTensor {
  const { runtime } = rowOf(datatype);
  // The constructor makes a Float16Array where there is one, which the binding takes for an empty array.
  if (runtime === 'float16')
    return { type: runtime, dims: shape, data: values, location: 'cpu' } as unknown as OrtTensor;
  return new OrtTensor(runtime, values as OrtTensor.DataTypeMap[OrtTensor.Type], shape);
}

function fromOrt({ type, dims, data }: OrtTensor): Tensor {
  const row = DATATYPES.find(({ runtime }) => runtime === type) as DatatypeRow;
  return { datatype: row.datatype, shape: [...dims], values: data as Tensor['values'] };
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
