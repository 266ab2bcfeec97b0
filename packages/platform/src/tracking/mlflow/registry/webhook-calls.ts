import { AppError } from '@kaizenml/contracts';
import { createIds } from '../../../kit/index.ts';
import {
  EVENTS,
  exampleOf,
  isTaken,
  type Seals,
  sendBody,
  signedHeaders,
  type Webhook,
  type WebhookEvent,
  type WebhookStore,
} from '../../../webhooks/index.ts';
import { type MlflowCall, NOTHING_TO_TELL } from '../call.ts';
import { findMessages, findText, getText, readPage } from '../fields.ts';
import { isMessage, type Message } from '../message.ts';
import { pageBody } from '../page-body.ts';
import { invalidValue, missingValue } from '../refusals.ts';
import { readDescription } from './description.ts';

/** What the calls about webhooks stand on. */
export interface WebhookCallParts {
  readonly webhooks: WebhookStore;
  readonly seals: Seals;
  /** Also to addresses of this machine and of private networks, and without TLS. */
  readonly isAnywhere: boolean;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
}

const PAGE = { fallback: 100, most: 1000 };
const NAME = /^[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,61}[a-zA-Z0-9])?$/;
const ID = 'webhook_id';

/**
 * The calls about webhooks.
 *
 * @source MLflow, "Webhooks"
 */
export function webhookCalls(parts: WebhookCallParts): readonly MlflowCall[] {
  const { webhooks, seals, nowMs } = parts;
  const nextId = createIds({ clock: { now: nowMs } });
  const get = async (message: Message): Promise<Webhook> => {
    const id = getText(message, ID);
    const found = await webhooks.find(id);
    if (found === undefined) throw notFound(id);
    return found;
  };
  const sealed = async (message: Message): Promise<string | undefined> => {
    const secret = findText(message, 'secret');
    return secret === undefined || secret === '' ? undefined : seals.seal(secret);
  };
  return [
    {
      ...{ verb: 'POST', path: 'webhooks', needs: 'admin', at: 'everywhere' },
      async answer(message, { who }) {
        const made = await webhooks.create(
          {
            name: readName(getText(message, 'name')),
            url: readUrl(getText(message, 'url'), parts),
            events: readEvents(message),
            description: readDescription(message) ?? null,
            isActive: readStatus(message) ?? true,
            sealedSecret: (await sealed(message)) ?? null,
          },
          { by: 'person', who },
        );
        return { webhook: webhookBody(made) };
      },
    },
    {
      ...{ verb: 'GET', path: 'webhooks', needs: 'admin', at: 'everywhere' },
      async answer(message) {
        const page = await webhooks.list(readPage(message, PAGE));
        return pageBody(page, { name: 'webhooks', toBody: webhookBody });
      },
    },
    {
      ...{ verb: 'GET', path: `webhooks/:${ID}`, needs: 'admin', at: 'everywhere' },
      answer: async (message) => ({ webhook: webhookBody(await get(message)) }),
    },
    {
      ...{ verb: 'PATCH', path: `webhooks/:${ID}`, needs: 'admin', at: 'everywhere' },
      async answer(message, { who }) {
        const { id } = await get(message);
        const name = findText(message, 'name');
        const url = findText(message, 'url');
        const description = readDescription(message);
        const isActive = readStatus(message);
        const sealedSecret = await sealed(message);
        const changed = await webhooks.change(
          id,
          {
            ...(name ? { name: readName(name) } : {}),
            ...(url ? { url: readUrl(url, parts) } : {}),
            ...(description === undefined ? {} : { description }),
            ...(message.events === undefined ? {} : { events: readEvents(message) }),
            ...(isActive === undefined ? {} : { isActive }),
            ...(sealedSecret === undefined ? {} : { sealedSecret }),
          },
          { by: 'person', who },
        );
        if (changed === undefined) throw notFound(id);
        return { webhook: webhookBody(changed) };
      },
    },
    {
      ...{ verb: 'DELETE', path: `webhooks/:${ID}`, needs: 'admin', at: 'everywhere' },
      async answer(message, { who }) {
        const { id } = await get(message);
        await webhooks.remove(id, { by: 'person', who });
        return NOTHING_TO_TELL;
      },
    },
    {
      ...{ verb: 'POST', path: `webhooks/:${ID}/test`, needs: 'admin', at: 'everywhere' },
      async answer(message) {
        const webhook = await get(message);
        const { event: asked } = message;
        const event = isMessage(asked) ? readEvent(asked, 'event.') : webhook.events[0];
        if (event === undefined) throw missingValue('event');
        const at = new Date(nowMs()).toISOString();
        const body = JSON.stringify({ ...event, timestamp: at, data: exampleOf(event) });
        const { sealedSecret, url } = webhook;
        const secret = sealedSecret === null ? undefined : await seals.open(sealedSecret);
        const headers = { ...signedHeaders({ id: nextId(), nowMs: nowMs(), body, secret }) };
        const { isAnywhere } = parts;
        const sent = await sendBody(url, body, { headers, isAnywhere });
        return {
          result: {
            success: isTaken(sent),
            ...(sent.status === undefined ? {} : { response_status: sent.status }),
            ...(sent.body ? { response_body: sent.body } : {}),
            ...(sent.reason === undefined ? {} : { error_message: sent.reason }),
            response_time_ms: sent.durationMs,
          },
        };
      },
    },
  ];
}

/** A webhook as the protocol tells it; its secret is never told. */
function webhookBody(webhook: Webhook): object {
  const { id, name, description, url, events, isActive, createdAt, updatedAt } = webhook;
  return {
    ...{ webhook_id: id, name, url },
    ...(description === null ? {} : { description }),
    events: events.map(({ entity, action }) => ({
      entity: entity.toUpperCase(),
      action: action.toUpperCase(),
    })),
    status: isActive ? 'ACTIVE' : 'DISABLED',
    creation_timestamp: Date.parse(createdAt),
    last_updated_timestamp: Date.parse(updatedAt),
  };
}

function readName(name: string): string {
  if (NAME.test(name)) return name;
  throw invalidValue('name', name, {
    reason:
      'Webhook name must be 1-63 characters of letters, digits, dots, dashes and underscores, and start and end with a letter or digit.',
  });
}

/** @throws REQUEST_INVALID, also for `http:` where it must be sealed */
function readUrl(url: string, { isAnywhere }: WebhookCallParts): string {
  const schemes = isAnywhere ? ['https:', 'http:'] : ['https:'];
  const parsed = URL.parse(url);
  if (parsed !== null && schemes.includes(parsed.protocol) && parsed.hostname !== '') return url;
  throw invalidValue('url', url, {
    reason: `It must be an address with ${schemes.map((each) => each.slice(0, -1)).join(' or ')}.`,
  });
}

function readEvents(message: Message): readonly WebhookEvent[] {
  const events = findMessages(message, 'events').map((each, i) => readEvent(each, `events[${i}].`));
  if (events.length === 0) throw missingValue('events');
  return [...new Set(events)];
}

function readEvent(message: Message, within: string): WebhookEvent {
  const entity = getText(message, 'entity', { within });
  const action = getText(message, 'action', { within });
  const known = EVENTS.find(
    (each) => each.entity === entity.toLowerCase() && each.action === action.toLowerCase(),
  );
  if (known !== undefined) return known;
  throw invalidValue(`${within}entity`, `${entity}.${action}`, {
    reason: `It must be one of ${EVENTS.map((each) => `${each.entity}.${each.action}`).join(', ')}.`,
  });
}

function readStatus(message: Message): boolean | undefined {
  const status = findText(message, 'status');
  if (status === undefined || status === '') return undefined;
  if (status === 'ACTIVE' || status === 'DISABLED') return status === 'ACTIVE';
  throw invalidValue('status', status, { reason: 'It must be ACTIVE or DISABLED.' });
}

function notFound(id: string): AppError {
  return new AppError('WEBHOOK_NOT_FOUND', {
    message: `No webhook has the id "${id}".`,
    hint: 'List them first.',
    details: { id },
  });
}
