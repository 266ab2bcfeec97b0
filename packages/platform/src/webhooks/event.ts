import type { AuditChange } from '../audit/index.ts';

/** What a webhook may be told of, in the words of MLflow. */
export const EVENTS = [
  { entity: 'registered_model', action: 'created' },
  { entity: 'model_version', action: 'created' },
  { entity: 'model_version_tag', action: 'set' },
  { entity: 'model_version_tag', action: 'deleted' },
  { entity: 'model_version_alias', action: 'created' },
  { entity: 'model_version_alias', action: 'deleted' },
] as const;

export type WebhookEvent = (typeof EVENTS)[number];

/** An event, and what is said of it. */
export interface Happened {
  readonly event: WebhookEvent;
  readonly payload: Readonly<Record<string, unknown>>;
}

const PROMPT_TAG = 'mlflow.prompt.is_prompt';

/**
 * What a change of the registry is to the outside: nothing, or one event, or one for each tag.
 *
 * @source MLflow, "Webhooks", event payloads
 */
export function eventsOf(change: AuditChange): readonly Happened[] {
  const { action, name, part = '', from, to } = change;
  const place = part.slice(1);
  const said = (typeof to === 'object' && to !== null ? to : {}) as Readonly<
    Record<string, unknown>
  >;
  if (action === 'model.create' && !isPrompt(said))
    return [
      {
        event: EVENTS[0],
        payload: { name, tags: said.tags ?? {}, description: said.description ?? null },
      },
    ];
  if (action === 'version.create' && !isPrompt(said))
    return [
      {
        event: EVENTS[1],
        payload: {
          ...{ name, version: place, source: said.source ?? `runs:/${said.runId}/model` },
          ...{ run_id: said.runId ?? null, tags: said.tags ?? {} },
          description: said.description ?? null,
        },
      },
    ];
  if (action === 'version.tag')
    return Object.entries(said).map(([key, value]) =>
      value === null
        ? { event: EVENTS[3], payload: { name, version: place, key } }
        : { event: EVENTS[2], payload: { name, version: place, key, value } },
    );
  if (action === 'alias.set')
    return [{ event: EVENTS[4], payload: { name, alias: place, version: String(to) } }];
  if (action === 'alias.delete' && from !== undefined)
    return [{ event: EVENTS[5], payload: { name, alias: place } }];
  return [];
}

function isPrompt({ tags }: Readonly<Record<string, unknown>>): boolean {
  return (tags as Readonly<Record<string, string>> | undefined)?.[PROMPT_TAG] === 'true';
}

/** What a test says in place of something that happened. */
export function exampleOf(event: WebhookEvent): Happened['payload'] {
  const model = { name: 'example_model' };
  const version = { ...model, version: '1' };
  if (event.entity === 'registered_model')
    return {
      ...model,
      tags: { example_key: 'example_value' },
      description: 'An example registered model',
    };
  if (event.entity === 'model_version')
    return {
      ...version,
      source: 'runs:/abcd1234abcd5678/model',
      run_id: 'abcd1234abcd5678',
      tags: { example_key: 'example_value' },
      description: 'An example model version',
    };
  if (event.entity === 'model_version_tag')
    return {
      ...{ ...version, key: 'example_key' },
      ...(event.action === 'set' ? { value: 'example_value' } : {}),
    };
  return event.action === 'created'
    ? { ...model, alias: 'example_alias', version: '1' }
    : { ...model, alias: 'example_alias' };
}
