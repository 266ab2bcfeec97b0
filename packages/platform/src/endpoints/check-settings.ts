import { AppError, listNames, type ModelName } from '@kaizenml/contracts';
import type { EndpointSettings } from '@kaizenml/contracts/operations';
import { assertDoor } from '@kaizenml/ml/artifact';
import { compileAssertions } from '@kaizenml/ml/assertions';
import type { Answerers, ModelRecord, ModelResolver, ModelVersionRecord } from '../models/index.ts';
import { assertPerformance } from './assert-performance.ts';
import { assertRetraining } from './assert-retraining.ts';
import { assertRoutes } from './assert-routes.ts';
import type { EndpointDeps } from './endpoint.ts';
import { answeringVersion, DEFAULT_SETTINGS } from './endpoint.ts';

/** What is wrong with the settings of an endpoint. */
export interface SettingsProblem {
  /** Where in the settings: `assertions[0]`. */
  readonly path: string;
  readonly thrown: AppError;
}

/** An endpoint, what its settings are to be, and what is wrong with them. */
export interface CheckedEndpoint {
  readonly model: ModelRecord;
  readonly settings: EndpointSettings;
  readonly problems: readonly SettingsProblem[];
}

/** What settings are checked with. */
export interface SettingsCheck extends Pick<EndpointDeps, 'models'> {
  readonly answerers: Pick<Answerers, 'get' | 'findTensors'>;
  readonly resolver: Pick<ModelResolver, 'resolve'>;
}

/**
 * An endpoint with what the version that answers does not understand of settings for it; undefined where there is none of
 * the name.
 *
 * @throws every code of opening an artifact
 */
export async function findChecked(
  name: ModelName,
  settings: EndpointSettings,
  deps: SettingsCheck,
): Promise<CheckedEndpoint | undefined> {
  const model = await deps.models.find(name);
  const version = model && (await deps.models.findVersion(model.name, answeringVersion(model)));
  if (model === undefined || version === undefined) return undefined;
  return { model, settings, problems: await checkSettings(settings, { model, version, ...deps }) };
}

/**
 * Every rule, column and route that is wrong by itself, or else those that do not go together. A model of tensors has no
 * columns, so that its endpoint can have settings of the log alone.
 */
async function checkSettings(
  settings: EndpointSettings,
  {
    model,
    version,
    answerers,
    resolver,
  }: SettingsCheck & { readonly model: ModelRecord; readonly version: ModelVersionRecord },
): Promise<readonly SettingsProblem[]> {
  if ((await answerers.findTensors(version.artifact)) !== undefined)
    return checkTensorSettings(settings, model.name);
  const { signature } = await answerers.get(version.artifact);
  const { assertions, routes, door, monitoring, retraining } = settings;
  const columns = Object.entries(door.columns);
  const alone = await problemsOf([
    ...assertions.map((each, i) => ({
      path: `assertions[${i}]`,
      check: () => compileAssertions([each], signature),
    })),
    ...columns.map(([name, column]) => ({
      path: `door.columns.${name}`,
      check: () => assertDoor(signature, { ...door, columns: { [name]: column } }),
    })),
    ...routes.map((each, i) => ({
      path: `routes[${i}]`,
      check: () => assertRoutes([each], { model, resolver, signature }),
    })),
    { path: 'monitoring', check: () => assertPerformance(monitoring, signature) },
    ...(retraining === undefined
      ? []
      : [{ path: 'retraining', check: () => assertRetraining(retraining, signature) }]),
  ]);
  if (alone.length > 0) return alone;
  return await problemsOf([
    { path: 'assertions', check: () => compileAssertions(assertions, signature) },
    { path: 'routes', check: () => assertRoutes(routes, { model, resolver, signature }) },
  ]);
}

async function problemsOf(
  checks: readonly { readonly path: string; readonly check: () => unknown }[],
): Promise<SettingsProblem[]> {
  const problems: SettingsProblem[] = [];
  for (const { path, check } of checks)
    try {
      await check();
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      problems.push({ path, thrown });
    }
  return problems;
}

function checkTensorSettings(settings: EndpointSettings, name: string): SettingsProblem[] {
  const others = Object.keys(settings).filter((part) => {
    const key = part as keyof EndpointSettings;
    return key !== 'log' && JSON.stringify(settings[key]) !== JSON.stringify(DEFAULT_SETTINGS[key]);
  });
  if (others.length === 0) return [];
  const thrown = new AppError('ARGUMENT_INVALID', {
    message: `The settings of "${name}", which takes tensors, must be of \`log\` alone, got ${listNames(others)}.`,
    hint: 'Rules, routes, doors, doubts and caches need columns: export the model with one input per column.',
    details: { name, others },
  });
  return [{ path: others[0] ?? '', thrown }];
}
