import { type Crew, topic } from '../crew/index.ts';
import { type InferenceHandlers, STATISTICS, sumCounters } from './oip/index.ts';

/** Opening a model may take as long as a request. */
const LOAD_MS = 120_000;
const LOAD = topic<string, null>('load', LOAD_MS);
const UNLOAD = topic<string, null>('unload', LOAD_MS);
const UNLOADED = topic<null, readonly string[]>('unloaded');

const NO_DEPENDENTS = { unloadDependents: false };

/** The calls of a server that may have several processes. */
export interface SharedInference extends InferenceHandlers {
  /** Takes over what the others were told before this process began; absent where there are none. */
  catchUp?(): Promise<void>;
}

/**
 * The calls of the Open Inference Protocol as those of one server: statistics are added up, and a model that one worker is
 * told to load or to unload is so for all of them, also for one that takes a place later.
 */
export function shareInference(own: InferenceHandlers, crew: Crew | undefined): SharedInference {
  if (crew === undefined) return own;
  const unloaded = new Set<string>();
  const unload = async (name: string) => {
    await own.unloadModel(name, NO_DEPENDENTS);
    unloaded.add(name);
    return null;
  };
  crew.answer(STATISTICS, () => own.statistics(undefined));
  crew.answer(LOAD, async (name) => {
    await own.loadModel(name);
    unloaded.delete(name);
    return null;
  });
  crew.answer(UNLOAD, unload);
  crew.answer(UNLOADED, () => [...unloaded]);
  return {
    ...own,
    async statistics(model) {
      await own.statistics(model);
      const all = sumCounters(await crew.ask(STATISTICS, null));
      return all.filter(
        ({ name, version }) =>
          model === undefined ||
          (name === model.name && (model.version === undefined || version === model.version)),
      );
    },
    async loadModel(name) {
      await crew.ask(LOAD, name);
    },
    async unloadModel(name) {
      await crew.ask(UNLOAD, name);
    },
    async catchUp() {
      const lists = await crew.ask(UNLOADED, null);
      for (const name of new Set(lists.flat())) await unload(name);
    },
  };
}
