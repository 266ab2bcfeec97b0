import type { EndpointSettings } from '@kaizenml/contracts/operations';
import { compileDoor, type Door } from '@kaizenml/ml/artifact';
import type { Answerer } from '../../models/index.ts';

/** The door of an endpoint as it stands before a model, compiled once per model and settings. */
export function doorOf({ door }: EndpointSettings, model: Answerer): Door {
  const ofModel = COMPILED.get(model) ?? new WeakMap();
  COMPILED.set(model, ofModel);
  const known = ofModel.get(door);
  if (known !== undefined) return known;
  const { signature, check } = model;
  const compiled = compileDoor(signature, door, { check });
  ofModel.set(door, compiled);
  return compiled;
}

/** Forgotten with the models and settings that they are of. */
const COMPILED = new WeakMap<Answerer, WeakMap<object, Door>>();
