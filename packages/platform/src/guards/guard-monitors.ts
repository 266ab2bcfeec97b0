import type { Rights, Role } from '../access/index.ts';
import type { MonitorStore, Subject } from '../monitors/store.ts';
import { modelNotFound } from '../storage/index.ts';
import { assertAt, assertEverywhere, modelAt } from './things.ts';
import { allowed, narrowed } from './under-rights.ts';

/** Monitors as an account sees them: those of endpoints by its roles at their models, those of datasets with a role everywhere. */
export function guardMonitors(monitors: MonitorStore): MonitorStore {
  const mayRead = mayReadSubject;
  const needs = (role: Role) => (rights: Rights, subject: Subject) =>
    needsAtSubject(rights, subject, role);
  const needsAt =
    (role: Role) =>
    (rights: Rights, { subject }: { readonly subject: Subject }) =>
      needs(role)(rights, subject);
  return {
    ensure: allowed(monitors, 'ensure', needs('write')),
    find: narrowed(monitors, 'find', async (rights, subject) =>
      mayRead(rights, subject) ? monitors.find(subject) : undefined,
    ),
    all: narrowed(monitors, 'all', async (rights) =>
      (await monitors.all()).filter(({ subject }) => mayRead(rights, subject)),
    ),
    putSettings: allowed(monitors, 'putSettings', needs('write')),
    remove: allowed(monitors, 'remove', needs('write')),
    findBaseline: narrowed(monitors, 'findBaseline', async (rights, subject, version) =>
      mayRead(rights, subject) ? monitors.findBaseline(subject, version) : undefined,
    ),
    keepBaseline: allowed(monitors, 'keepBaseline', needs('write')),
    keepWindows: allowed(monitors, 'keepWindows', needsAt('write')),
    windows: narrowed(monitors, 'windows', async (rights, subject, span) =>
      mayRead(rights, subject) ? monitors.windows(subject, span) : [],
    ),
    places: narrowed(monitors, 'places', async (rights, subject, span) =>
      mayRead(rights, subject) ? monitors.places(subject, span) : [],
    ),
    keepVerdict: allowed(monitors, 'keepVerdict', needsAt('write')),
    keepState: allowed(monitors, 'keepState', needsAt('write')),
    verdicts: narrowed(monitors, 'verdicts', async (rights, subject, span) =>
      mayRead(rights, subject) ? monitors.verdicts(subject, span) : [],
    ),
    course: narrowed(monitors, 'course', async (rights, subject, limit) =>
      mayRead(rights, subject) ? monitors.course(subject, limit) : [],
    ),
    forget: allowed(monitors, 'forget', needs('admin')),
  };
}

/** Whether a subject may be looked at: an endpoint by the role at its model, a dataset with a role everywhere. */
export function mayReadSubject(rights: Rights, subject: Subject): boolean {
  const name = endpointOf(subject);
  return name === undefined ? rights.has('read') : rights.has('read', modelAt(name));
}

/** Refuses who has no such role at a subject. */
export function needsAtSubject(rights: Rights, subject: Subject, role: Role): void {
  const name = endpointOf(subject);
  if (name === undefined) assertEverywhere(rights, role);
  else assertAt(rights, role, { found: modelAt(name), notFound: () => modelNotFound(name, []) });
}

function endpointOf(subject: Subject): string | undefined {
  return subject.startsWith('endpoint:') ? subject.slice('endpoint:'.length) : undefined;
}
