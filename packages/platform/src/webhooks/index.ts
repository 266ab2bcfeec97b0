export { EVENTS, eventsOf, exampleOf, type Happened, type WebhookEvent } from './event.ts';
export { listDeliveries, listWebhooks } from './list.ts';
export { isPublicAddress } from './public-address.ts';
export { isWorthRetrying, waitAfterMs } from './retry.ts';
export { openSeals, type Seals } from './seals.ts';
export { isTaken, type Sent, sendBody } from './send.ts';
export { signedHeaders } from './sign.ts';
export { type DeliverDeps, deliverDue, startDelivering } from './start-delivering.ts';
export type { Delivery, DeliveryRecord, Webhook, WebhookChange, WebhookStore } from './store.ts';
