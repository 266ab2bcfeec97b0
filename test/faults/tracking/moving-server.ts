import { type ServedKaizen, serveKaizen } from '../serve-kaizen.ts';

/** A server that is killed and started again, on another port each time. */
export interface MovingServer {
  /** Where it answers; while there is none, where the next one will. */
  whereIs(): Promise<string>;
  /** Kills it at once, and starts the next one. */
  killAndStart(): Promise<void>;
  /** Kills it for good. */
  kill(): Promise<void>;
}

/** Serves a home. */
export async function startMovingServer(home: string): Promise<MovingServer> {
  let served: Promise<ServedKaizen> = serveKaizen(home);
  await served;
  return {
    async whereIs() {
      return `http://127.0.0.1:${(await served).port}`;
    },
    async killAndStart() {
      const last = await served;
      served = last.end('SIGKILL').then(() => serveKaizen(home));
      await served;
    },
    async kill() {
      await (await served).end('SIGKILL');
    },
  };
}
