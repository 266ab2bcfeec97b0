import type { Operations } from '@kaizenml/contracts/operations';
import type { Role } from '../../access/index.ts';
import type { KeyScope } from '../../keys/index.ts';

/** What who asks needs: a key its scope, and an account besides a role. */
export interface Need {
  readonly scope: KeyScope;
  readonly role: Role;
  /**
   * Where the account needs the role: at the model that a part of the path names; everywhere; or wherever the ports of the stores ask
   * for it, which know what is touched.
   */
  readonly at: 'everywhere' | 'ports' | { readonly param: string };
}

type Verbs<Noun extends keyof Operations> = keyof Operations[Noun] & string;

/** Names of the operations that other machines may call. */
export type RoutedName = {
  [Noun in keyof Operations & string]: {
    [Verb in Verbs<Noun>]: Operations[Noun][Verb] extends { readonly http: string }
      ? `${Noun}.${Verb}`
      : never;
  }[Verbs<Noun>];
}[keyof Operations & string];

/** The role of an account that goes with a scope of a key. */
export function roleOfScope(scope: KeyScope): Role {
  return scope === 'predict' ? 'read' : scope;
}

const ports = (scope: Role): Need => ({ scope, role: scope, at: 'ports' });
const everywhere = (role: Role, scope: KeyScope = role): Need => ({
  ...{ scope, role, at: 'everywhere' },
});
const atModel = (role: Role, scope: KeyScope = role, param = 'name'): Need => ({
  ...{ scope, role, at: { param } },
});

/**
 * What every operation needs: one that nobody has decided about does not compile.
 *
 * Tables, schemas and jobs know no roles of their own, so that what reads or changes them needs a role everywhere. Who moves an alias
 * needs the scope `approve`; the role depends on the alias, which the ports know.
 */
export const NEEDS: Readonly<Record<RoutedName, Need>> = {
  'datasets.validate': everywhere('write', 'admin'),
  'datasets.check': everywhere('write', 'admin'),
  'datasets.constraints': everywhere('read'),
  'datasets.violations': everywhere('read'),
  'datasets.list': everywhere('read'),
  'datasets.show': everywhere('read'),
  'datasets.profile': everywhere('read'),
  'datasets.diff': everywhere('read'),
  'datasets.sample': everywhere('write', 'admin'),
  'datasets.augment': everywhere('write', 'admin'),
  'datasets.tag': everywhere('write', 'admin'),
  'datasets.untag': everywhere('write', 'admin'),
  'schemas.infer': everywhere('read'),
  'schemas.list': everywhere('read'),
  'schemas.show': everywhere('read'),
  'schemas.put': everywhere('write', 'admin'),
  'schemas.edit': everywhere('write', 'admin'),
  'schemas.accept': everywhere('write', 'admin'),
  'schemas.reject': everywhere('write', 'admin'),
  'schemas.history': everywhere('read'),
  'schemas.diff': everywhere('read'),
  'jobs.list': everywhere('read'),
  'jobs.show': everywhere('read'),
  'jobs.run': everywhere('write', 'admin'),
  'jobs.pause': everywhere('write', 'admin'),
  'jobs.remove': everywhere('admin'),
  'alerts.list': everywhere('read'),
  'alerts.show': everywhere('read'),
  'alerts.acknowledge': everywhere('write', 'admin'),
  'alerts.route': everywhere('admin'),
  'alerts.routes': everywhere('read'),
  'alerts.unroute': everywhere('admin'),
  'alerts.try-route': everywhere('admin'),
  'alerts.notices': everywhere('read'),
  'alerts.silence': everywhere('write', 'admin'),
  'alerts.silences': everywhere('read'),
  'alerts.unsilence': everywhere('write', 'admin'),
  'alerts.fatigue': everywhere('read'),
  'incidents.list': everywhere('read'),
  'incidents.show': everywhere('read'),
  'incidents.note': everywhere('write', 'admin'),
  'views.save': ports('write'),
  'views.list': ports('read'),
  'views.remove': ports('write'),
  'experiments.list': ports('read'),
  'experiments.show': ports('read'),
  'runs.plan': everywhere('read'),
  'runs.start': everywhere('write', 'admin'),
  'runs.list': ports('read'),
  'runs.show': ports('read'),
  'runs.progress': ports('read'),
  'runs.stop': everywhere('write', 'admin'),
  'runs.resume': everywhere('write', 'admin'),
  'runs.report': ports('read'),
  'runs.leaderboard': ports('read'),
  'runs.gates': ports('read'),
  'runs.create': ports('write'),
  'runs.log': ports('write'),
  'runs.end': ports('write'),
  'runs.search': ports('read'),
  'runs.history': ports('read'),
  'runs.sample': ports('read'),
  'runs.compare': ports('read'),
  'runs.delete': ports('admin'),
  'runs.restore': ports('admin'),
  'runs.metrics': ports('read'),
  'runs.curves': ports('read'),
  'runs.contrast': ports('read'),
  'runs.groups': ports('read'),
  'runs.files': ports('read'),
  'runs.compare-files': ports('read'),
  'runs.diff-file': ports('read'),
  'runs.purge': ports('admin'),
  'runs.retain': everywhere('admin'),
  'models.list': ports('read'),
  'models.show': atModel('read'),
  'models.predict': atModel('read', 'predict'),
  'models.forecast': atModel('read', 'predict'),
  'models.explain': atModel('read', 'predict'),
  'models.types': atModel('read'),
  'models.compare': atModel('read'),
  'models.versions': atModel('read'),
  'models.alias': atModel('read', 'approve'),
  'models.unalias': atModel('read', 'approve'),
  'models.stage': atModel('read', 'approve'),
  'models.describe': atModel('write'),
  'models.tag': atModel('write'),
  'models.untag': atModel('write'),
  'models.rename': atModel('admin'),
  'models.remove': atModel('admin'),
  'models.retain': atModel('admin'),
  'models.rules': atModel('admin'),
  'models.approvals': atModel('read'),
  'models.card': atModel('read'),
  'models.approve': atModel('approve'),
  'models.reject': atModel('approve'),
  'models.history': atModel('read'),
  'endpoints.list': ports('read'),
  'endpoints.show': atModel('read'),
  'endpoints.traffic': atModel('read'),
  'endpoints.guide': atModel('read'),
  'endpoints.configure': atModel('admin'),
  'endpoints.history': atModel('read'),
  'rollouts.start': ports('approve'),
  'rollouts.list': ports('read'),
  'rollouts.show': ports('read'),
  'rollouts.trail': ports('read'),
  'rollouts.pause': ports('approve'),
  'rollouts.resume': ports('approve'),
  'rollouts.promote': ports('approve'),
  'rollouts.rollback': ports('approve'),
  'retrainings.start': ports('approve'),
  'retrainings.list': ports('read'),
  'retrainings.show': ports('read'),
  'retrainings.stop': ports('approve'),
  'retrainings.stand-in': ports('approve'),
  'retrainings.stand-down': ports('approve'),
  'predictions.list': atModel('read'),
  'predictions.show': ports('read'),
  'predictions.label': atModel('write'),
  'predictions.reward': atModel('write'),
  'predictions.errors': atModel('read'),
  'predictions.tag': atModel('write'),
  'improve.report': ports('read'),
  'monitors.list': ports('read'),
  'monitors.show': atModel('read', 'read', 'endpoint'),
  'monitors.history': atModel('read', 'read', 'endpoint'),
  'monitors.drift': atModel('read', 'read', 'endpoint'),
  'monitors.column': atModel('read', 'read', 'endpoint'),
  'monitors.causes': atModel('read', 'read', 'endpoint'),
  'monitors.performance': atModel('read', 'read', 'endpoint'),
  'monitors.look': atModel('write', 'write', 'endpoint'),
  'monitors.watch': everywhere('write', 'admin'),
  'monitors.unwatch': everywhere('write', 'admin'),
  'monitors.check': atModel('read', 'read', 'endpoint'),
  'lineage.origin': ports('read'),
  'lineage.downstream': everywhere('read'),
  'lineage.graph': everywhere('read'),
  'audit.list': ports('read'),
  'audit.verify': everywhere('read'),
  'webhooks.list': everywhere('admin'),
  'webhooks.deliveries': everywhere('admin'),
  'accounts.list': ports('read'),
  'accounts.show': ports('read'),
  'accounts.grant': ports('admin'),
  'accounts.withdraw': ports('admin'),
  'keys.list': everywhere('admin'),
  'keys.self': ports('read'),
  'health.show': ports('read'),
};

/** What an operation needs. */
export function needOf({ name }: { readonly name: string }): Need {
  return NEEDS[name as RoutedName];
}
