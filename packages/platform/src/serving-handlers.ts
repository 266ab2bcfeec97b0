import type { App } from './app.ts';
import {
  configureEndpoint,
  guideOfEndpoint,
  listEndpointChanges,
  listEndpoints,
  loadTestEndpoint,
  showEndpoint,
  trafficOfEndpoint,
} from './endpoints/index.ts';
import { mayRelease } from './guards/index.ts';
import { type Handlers, later } from './handlers.ts';
import { createIds } from './kit/index.ts';
import { assertReleasable, type ModelResolver } from './models/index.ts';
import {
  exportPredictions,
  labelPredictions,
  listErrors,
  listPredictions,
  retainPredictions,
  rewardPredictions,
  showPrediction,
  tagPrediction,
} from './predictions/index.ts';
import {
  type GuardTrail,
  listRollouts,
  overruleRollout,
  showRollout,
  startRollout,
  trailOfRollout,
} from './rollouts/index.ts';

/** What serving stands on besides the parts of an app. */
export interface ServingDeps {
  readonly resolver: ModelResolver;
  readonly trail: GuardTrail;
  /** Is told when what endpoints answer with has changed. */
  readonly forget: () => void;
  readonly showModel: (name: string) => ReturnType<Handlers['models']['show']>;
}

/** Endpoints, who answers at them, and what was answered. */
export function servingHandlers(
  parts: Omit<App, 'handlers' | 'close'>,
  { resolver, trail, forget, showModel }: ServingDeps,
): Pick<Handlers, 'endpoints' | 'rollouts' | 'retrainings' | 'predictions'> {
  const { artifacts, answerers, clock, traffic, guarded, release } = parts;
  const { store, registry, predictionLog } = guarded;
  const { rollouts, endpoints, approvals } = store;
  const looked = { rollouts, models: store.models, clock };
  const endpointParts = { models: store.models, endpoints, rollouts, predictionLog, traffic };
  const pipelines = () => import('./pipelines/index.ts');
  const retraining = async () =>
    (await import('./retraining/index.ts')).openRetrainings({
      ...{ ...parts, seen: store, registry, predictionLog, nextId: createIds({ clock }) },
    });
  return {
    endpoints: {
      list: listEndpoints(endpointParts),
      show: showEndpoint(endpointParts),
      traffic: trafficOfEndpoint({ ...endpointParts, clock }),
      guide: guideOfEndpoint({
        ...{ models: store.models, artifacts },
        showModel,
      }),
      configure: configureEndpoint({ ...endpointParts, answerers, resolver, onChange: forget }),
      apply: async (...asked) =>
        (await pipelines()).applyEndpoints({
          ...{ models: store.models, endpoints, answerers, resolver, onChange: forget },
        })(...asked),
      history: listEndpointChanges(endpointParts),
      'load-test': loadTestEndpoint(),
    },
    rollouts: {
      start: mayRelease(
        startRollout({
          ...{ rollouts, store: store.models, endpoints, answerers, release, clock },
          assertReleasable: (at, who) => assertReleasable(approvals, at, who),
          onChange: forget,
        }),
      ),
      list: listRollouts(rollouts),
      show: showRollout(looked),
      trail: trailOfRollout({ rollouts, trail, clock }),
      pause: overruleRollout('pause', looked, forget),
      resume: overruleRollout('resume', looked, forget),
      promote: overruleRollout('promote', looked, forget),
      rollback: overruleRollout('rollback', looked, forget),
    },
    retrainings: later(retraining, ['start', 'list', 'show', 'stop', 'stand-in', 'stand-down']),
    predictions: {
      list: listPredictions({ models: store.models, predictionLog }),
      show: showPrediction(predictionLog),
      label: labelPredictions({ models: store.models, predictionLog }),
      reward: rewardPredictions({ models: store.models, predictionLog }),
      errors: listErrors({ models: store.models, predictionLog, clock }),
      tag: tagPrediction({ models: store.models, predictionLog }),
      export: exportPredictions({ models: store.models, predictionLog, clock }),
      retain: retainPredictions({ ...endpointParts, capturePath: parts.capturePath, clock }),
    },
  };
}
