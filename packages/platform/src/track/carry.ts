import type { AppError, ErrorCode } from '@kaizenml/contracts';
import type { CreateInput, Destination } from './destination.ts';
import { isRefusal } from './is-refusal.ts';
import type { Letter } from './letter.ts';
import { type Piece, toLogInput } from './piece.ts';

/** Takes a letter to where it is kept; resolves once it is, or was refused for good. Taking it twice does no harm. */
export type Carry = (letter: Letter) => Promise<void>;

/** Refusals of what a request holds, of which parts may be taken; the others are of the run as a whole. */
const OF_CONTENTS: ReadonlySet<ErrorCode> = new Set(['REQUEST_INVALID', 'PARAM_CHANGED']);

/**
 * Carries letters of a run, which is created with the first one. Of a letter that is refused for what it holds everything is taken
 * but the piece that is at fault.
 *
 * @param onRefusal Hears what is refused for good.
 * @throws what may go well another time: the server is away, is busy, or knows the key no more
 */
export function createCarrier(
  runs: Destination['runs'],
  {
    create,
    onRefusal,
  }: { readonly create: CreateInput; readonly onRefusal: (refusal: AppError) => void },
): Carry {
  const { id } = create;
  let isCreated = false;
  const log = async (pieces: readonly Piece[]): Promise<void> => {
    try {
      await runs.log(toLogInput(id, pieces));
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      if (pieces.length === 1 || !OF_CONTENTS.has(thrown.code)) return onRefusal(thrown);
      const middle = Math.ceil(pieces.length / 2);
      await log(pieces.slice(0, middle));
      await log(pieces.slice(middle));
    }
  };
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      onRefusal(thrown);
    }
  };
  return async (letter) => {
    if (!isCreated) {
      await attempt(() => runs.create(create));
      isCreated = true;
    }
    if (letter.kind === 'log') await log(letter.pieces);
    else await attempt(() => runs.end(letter.end));
  };
}
