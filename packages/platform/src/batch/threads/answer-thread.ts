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

port.on('message', (piece: Piece) => {
  void opening
    .then(({ model }) => answerPiece(model, piece, plan))
    .then(
      (answered) => {
        const bytes = answered.bytes.slice();
        port.postMessage({ answered: { ...answered, bytes } }, [bytes.buffer]);
      },
      (failed: unknown) => port.postMessage({ failed: toMessage(failed) }),
    );
});

/** An error crosses to another thread with its name and message; what an AppError says besides goes along. */
function toMessage(failed: unknown): object {
  if (!(failed instanceof Error)) return { message: String(failed) };
  const { message, stack, code, hint, details } = failed as Error & Record<string, unknown>;
  return { message, stack, code, hint, details };
}
