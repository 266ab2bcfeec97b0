import { z } from 'zod';
import { EndpointSettings } from '../operations/endpoint-settings.ts';
import { problemsOf } from '../operations/problems.ts';
import { Name } from '../operations/shared.ts';
import { projectInvalid } from './project-invalid.ts';

/** Settings of endpoints by name, as `kaizen.yaml` declares them. */
export const Endpoints = z.record(Name, EndpointSettings);

export type Endpoints = z.output<typeof Endpoints>;

/**
 * Checks declared endpoints and fills their defaults in.
 *
 * @param place Where they were read, for the sentence.
 * @throws PROJECT_INVALID with every problem and its path
 */
export function parseEndpoints(given: unknown, place: string): Endpoints {
  const parsed = Endpoints.safeParse(given);
  if (parsed.success) return parsed.data;
  throw projectInvalid(place, {
    problems: problemsOf(parsed.error, given, Endpoints),
    hint: ENDPOINTS_HINT,
  });
}

/** Where to look when declared endpoints were refused. */
export const ENDPOINTS_HINT =
  'The guide "Endpoints" has examples; the fields are in docs/reference/project.md.';
