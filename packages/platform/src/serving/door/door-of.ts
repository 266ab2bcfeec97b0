import type { Signature } from '@kaizenml/contracts';
import type { EndpointSettings } from '@kaizenml/contracts/operations';
import { compileDoor, type Door } from '@kaizenml/ml/artifact';
import type { Answerer } from '../../models/index.ts';

/** The door of an endpoint as it stands before a model, compiled once per model and settings. */
export function doorOf({ door }: EndpointSettings, { signature, check }: Answerer): Door {
  const ofModel = COMPILED.get(signature) ?? new WeakMap();
  COMPILED.set(signature, ofModel);
  const known = ofModel.get(door);
  if (known !== undefined) return known;
  const compiled = compileDoor(signature, door, { check });
  ofModel.set(door, compiled);
  return compiled;
}

/** Forgotten with the models and settings that they are of. */
const COMPILED = new WeakMap<Signature, WeakMap<object, Door>>();
