import { errnoOf } from '../kit/index.ts';

const MOST_TRIES = 20;

/** Does work again when a file was closed, or became columns, between looking for it and opening it. */
export async function whileFilesMove<T>(work: () => Promise<T>): Promise<T> {
  for (let i = 1; ; i++) {
    try {
      return await work();
    } catch (thrown) {
      if (errnoOf(thrown) !== 'ENOENT' || i === MOST_TRIES) throw thrown;
    }
  }
}
