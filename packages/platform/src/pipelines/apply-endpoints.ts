import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { asId, didYouMean, listNames, type ModelName } from '@kaizenml/contracts';
import type { EndpointSettings, Operations } from '@kaizenml/contracts/operations';
import { ENDPOINTS_HINT, parseEndpoints, projectInvalid } from '@kaizenml/contracts/project';
import type { MachineHandler } from '../at-machine.ts';
import {
  type CheckedEndpoint,
  type ConfigureDeps,
  DEFAULT_SETTINGS,
  findChecked,
} from '../endpoints/index.ts';
import { whoAsks } from '../who-asks.ts';
import { readYaml } from './read-project.ts';

/** What applying declared endpoints stands on. */
export type ApplyDeps = Pick<
  ConfigureDeps,
  'models' | 'endpoints' | 'answerers' | 'resolver' | 'onChange'
>;

/**
 * Gives endpoints the settings that a project file declares. Nothing is changed before all of them are understood by the
 * versions that answer; those that are as they were are left alone, and their history with them.
 */
export const applyEndpoints =
  (deps: ApplyDeps): MachineHandler<Operations['endpoints']['apply']> =>
  async ({ path, note }, machine, asked) => {
    const who = whoAsks(machine, asked);
    const file = basename(path);
    const declared = await readEndpoints(path, file);
    const checked = await checkAll(declared, deps, file);
    const items = [];
    for (const { model, settings } of checked) {
      const before = (await deps.endpoints.find(model.name)) ?? DEFAULT_SETTINGS;
      const changed = !isDeepStrictEqual(before, settings);
      if (changed) await deps.endpoints.put(model.name, settings, { note: note ?? file, who });
      items.push({ name: model.name, changed, settings });
    }
    if (items.some(({ changed }) => changed)) deps.onChange();
    return { items };
  };

async function readEndpoints(
  path: string,
  file: string,
): Promise<readonly (readonly [name: string, settings: EndpointSettings])[]> {
  const given = (await readYaml(path)) as { readonly endpoints?: unknown } | null;
  const { endpoints } = given ?? {};
  if (endpoints !== undefined && endpoints !== null)
    return Object.entries(parseEndpoints(endpoints, `endpoints of ${file}`));
  const problem = 'must declare settings by the names of endpoints, got nothing';
  throw projectInvalid(file, { problems: [{ path: 'endpoints', problem }], hint: ENDPOINTS_HINT });
}

async function checkAll(
  declared: readonly (readonly [name: string, settings: EndpointSettings])[],
  deps: ApplyDeps,
  file: string,
): Promise<readonly CheckedEndpoint[]> {
  const problems: { path: string; problem: string }[] = [];
  const checked: CheckedEndpoint[] = [];
  for (const [name, settings] of declared) {
    const found = await findChecked(asId<ModelName>(name), settings, deps);
    if (found === undefined) {
      const known = (await deps.models.list({ limit: MOST_NAMED })).items.map((each) => each.name);
      problems.push({
        path: name,
        problem: `must be an endpoint, got none of this name (${didYouMean(name, known) ?? `there are ${listNames(known) || 'none'}`})`,
      });
      continue;
    }
    checked.push(found);
    for (const { path, thrown } of found.problems)
      problems.push({
        path: `${name}.${path}`,
        problem: `is not understood: ${thrown.message.replace(/\.$/, '')}`,
      });
  }
  if (problems.length === 0) return checked;
  throw projectInvalid(`endpoints of ${file}`, { problems, hint: ENDPOINTS_HINT });
}

const MOST_NAMED = 1000;
