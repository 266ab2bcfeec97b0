import { workerData } from 'node:worker_threads';
import { type Seat, serveTeam } from '@kaizenml/ml/trees';

serveTeam(workerData as Seat);
