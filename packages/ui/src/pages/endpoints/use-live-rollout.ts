import { api, type Live, useLive } from '../../api/index.ts';

/** A rollout as the server shows it. */
export type ShownRollout = Awaited<ReturnType<typeof api.rollouts.show>>;

/** Asks again and again while requests are split. */
export function useLiveRollout(id: string): Live<ShownRollout> {
  return useLive(() => api.rollouts.show({ id }), { key: id, mayChange: isUnderWay });
}

/** Whether requests are still split. */
export function isUnderWay({ status }: Pick<ShownRollout, 'status'>): boolean {
  return status === 'running' || status === 'paused';
}
