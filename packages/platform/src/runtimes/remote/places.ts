/** A number of places for work, and a short line of those that wait for one. */
export interface Places {
  /**
   * Takes a place; the place is given back by calling what comes of it, once.
   *
   * @returns undefined where too many wait already.
   * @throws The reason of the signal, for who gives up while waiting.
   */
  take(signal: AbortSignal): Promise<() => void> | undefined;
}

export function createPlaces({
  nPlaces,
  mostWaiting,
}: {
  readonly nPlaces: number;
  readonly mostWaiting: number;
}): Places {
  let nTaken = 0;
  const waiting: (() => void)[] = [];
  const leave = () => {
    nTaken -= 1;
    waiting.shift()?.();
  };
  return {
    take(signal) {
      if (nTaken < nPlaces) {
        nTaken += 1;
        return Promise.resolve(leave);
      }
      if (waiting.length >= mostWaiting) return undefined;
      return new Promise((resolve, reject) => {
        const begin = () => {
          signal.removeEventListener('abort', giveUp);
          nTaken += 1;
          resolve(leave);
        };
        const giveUp = () => {
          waiting.splice(waiting.indexOf(begin), 1);
          reject(signal.reason as Error);
        };
        waiting.push(begin);
        signal.addEventListener('abort', giveUp, { once: true });
      });
    },
  };
}
