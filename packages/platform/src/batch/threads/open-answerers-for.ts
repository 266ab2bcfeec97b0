import { answerPiece } from '../answer-piece.ts';
import { openTableModel } from '../open-table-model.ts';
import type { AnswerSeat } from './answer-thread.ts';
import { type Answerers, openAnswerers } from './open-answerers.ts';

/** Below it a thread costs more to start than it saves. */
const FEWEST_BYTES = 4 << 20;

/** Threads for a job of such a size; a small one is answered where it is asked. */
export async function openAnswerersFor(
  seat: AnswerSeat,
  { totalBytes, nThreads }: { readonly totalBytes: number; readonly nThreads: number },
): Promise<Answerers> {
  if (nThreads > 1 && totalBytes >= FEWEST_BYTES) return openAnswerers(seat, nThreads);
  const { model, close } = await openTableModel(seat.source);
  return {
    nThreads: 1,
    answer: (piece, spare) => answerPiece(model, piece, { plan: seat.plan, spare }),
    close,
  };
}
