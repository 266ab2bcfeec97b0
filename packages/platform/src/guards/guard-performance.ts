import type { Rights, Role } from '../access/index.ts';
import type { PerformanceStore } from '../monitors/performance/store.ts';
import type { Subject } from '../monitors/store.ts';
import { mayReadSubject, needsAtSubject } from './guard-monitors.ts';
import { allowed, narrowed } from './under-rights.ts';

/** The performance of monitors as an account sees it: that of endpoints by its roles at their models. */
export function guardPerformance(store: PerformanceStore): PerformanceStore {
  const needs = (role: Role) => (rights: Rights, subject: Subject) =>
    needsAtSubject(rights, subject, role);
  const needsAt =
    (role: Role) =>
    (rights: Rights, { subject }: { readonly subject: Subject }) =>
      needsAtSubject(rights, subject, role);
  return {
    ensure: allowed(store, 'ensure', needs('write')),
    find: narrowed(store, 'find', async (rights, subject) =>
      mayReadSubject(rights, subject) ? store.find(subject) : undefined,
    ),
    keepWindows: allowed(store, 'keepWindows', needsAt('write')),
    places: narrowed(store, 'places', async (rights, subject, span) =>
      mayReadSubject(rights, subject) ? store.places(subject, span) : [],
    ),
    windows: narrowed(store, 'windows', async (rights, subject, span) =>
      mayReadSubject(rights, subject) ? store.windows(subject, span) : [],
    ),
    keepVerdicts: allowed(store, 'keepVerdicts', needsAt('write')),
    verdicts: narrowed(store, 'verdicts', async (rights, subject, choice) =>
      mayReadSubject(rights, subject) ? store.verdicts(subject, choice) : [],
    ),
    forget: allowed(store, 'forget', needs('admin')),
  };
}
