import cluster from 'node:cluster';
import { type CrewMember, joinCrew, type Seat, type ToWorker } from '../../crew/index.ts';

/** Where the seat of a worker is written. */
export const SEAT_VARIABLE = 'KAIZEN_WORKER_SEAT';

/** The crew of this process; undefined where it is no worker. What it starts itself is none either. */
export function takeSeat(env: NodeJS.ProcessEnv): CrewMember | undefined {
  const written = env[SEAT_VARIABLE];
  if (written === undefined || !cluster.isWorker) return undefined;
  delete env[SEAT_VARIABLE];
  return joinCrew(JSON.parse(written) as Seat, {
    send: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', (message) => listener(message as ToWorker)),
  });
}
