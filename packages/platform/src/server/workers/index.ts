export { takeSeat } from './seat.ts';
export { type SupervisorOptions, supervise } from './supervise.ts';
export { workerCount } from './worker-count.ts';
