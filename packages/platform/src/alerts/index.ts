export { acknowledgeAlert } from './acknowledge.ts';
export { listAlerts } from './list.ts';
export type { AlertRecord, AlertStore, NewAlert } from './store.ts';
