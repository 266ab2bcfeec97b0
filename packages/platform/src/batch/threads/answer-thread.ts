import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '@kaizenml/contracts';
import type { Piece } from '../../datasets/index.ts';
import { answerPiece } from '../answer-piece.ts';
import { openTableModel, type TableModelSource } from '../open-table-model.ts';
import type { BatchPlan } from '../plan.ts';

/** What a thread is started with. */
export interface AnswerSeat {
  readonly source: TableModelSource;
  readonly plan: BatchPlan;
}

invariant(parentPort !== null, 'answer-thread is started as a thread');
const port = parentPort;
const { source, plan } = workerData as AnswerSeat;
const opening = openTableModel(source);

/** A piece, and memory for what is written of it. */
export interface AskedPiece {
  readonly piece: Piece;
  readonly spare?: ArrayBuffer | undefined;
}

port.on('message', ({ piece, spare }: AskedPiece) => {
  void opening
    .then(({ model }) => answerPiece(model, piece, { plan, spare }))
    .then(
      (answered) => {
        const bytes = isOwn(answered.bytes) ? answered.bytes : answered.bytes.slice();
        const { read } = answered;
        const given = read === undefined ? [bytes.buffer] : [bytes.buffer, read];
        port.postMessage({ answered: { ...answered, bytes } }, given as ArrayBuffer[]);
      },
      (failed: unknown) => port.postMessage({ failed: toMessage(failed) }),
    );
});

/** Whether bytes are in memory that small buffers do not share. */
function isOwn({ buffer }: Uint8Array): boolean {
  return buffer.byteLength > Buffer.poolSize;
}

/** An error crosses to another thread with its name and message; what an AppError says besides goes along. */
function toMessage(failed: unknown): object {
  if (!(failed instanceof Error)) return { message: String(failed) };
  const { message, stack, code, hint, details } = failed as Error & Record<string, unknown>;
  return { message, stack, code, hint, details };
}
