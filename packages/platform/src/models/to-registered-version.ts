import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { notServable } from './not-servable.ts';
import type { RegisteredVersion } from './registry/index.ts';

type Told = OutputOf<Operations['models']['versions']>['items'][number];

/** A version as lists tell it, and why it cannot answer here where it cannot. */
export function toRegisteredVersion(registered: RegisteredVersion): Told {
  const { name, version, description, stage, status, source, runId, user } = registered;
  const { artifact, estimator, createdAt, updatedAt } = registered;
  return {
    ...{ name, version, description, stage, status, source, runId, user },
    ...{ artifact, estimator, createdAt, updatedAt },
    tags: { ...registered.tags },
    aliases: [...registered.aliases],
    metrics: { ...registered.metrics },
    advice: registered.advice,
    whyNot: artifact === null ? whyNot(registered) : null,
  };
}

function whyNot({ name, version, source }: RegisteredVersion): Told['whyNot'] {
  const { message, hint = '' } = notServable({ name, version, source });
  return { message, hint };
}
