import type { TrackingStore } from '../../tracking/store.ts';

type Methods = {
  readonly [Room in keyof TrackingStore]: {
    readonly [Method in keyof TrackingStore[Room]]: 'read' | 'write';
  };
};

/** Every method of the port, and whether it writes. */
const METHODS: Methods = {
  experiments: {
    create: 'write',
    find: 'read',
    findByName: 'read',
    search: 'read',
    rename: 'write',
    setLifecycle: 'write',
    setTags: 'write',
  },
  runs: {
    create: 'write',
    find: 'read',
    experimentsOf: 'read',
    update: 'write',
    log: 'write',
    logInputs: 'write',
    logOutputs: 'write',
    setLifecycle: 'write',
    purge: 'write',
    search: 'read',
    group: 'read',
    datasetsOf: 'read',
  },
  metrics: { list: 'read', history: 'read', sample: 'read' },
  models: {
    create: 'write',
    find: 'read',
    experimentsOf: 'read',
    setStatus: 'write',
    setTags: 'write',
    addParams: 'write',
    delete: 'write',
    search: 'read',
  },
  trash: { list: 'read', modelsOf: 'read', purgeModel: 'write', purgeExperiment: 'write' },
};

/** One call of a method of the port. */
export interface TrackingCall {
  readonly room: keyof TrackingStore;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** The port, each call of which goes to one of two places. */
export function projectTracking(places: {
  read(call: TrackingCall): Promise<unknown>;
  write(call: TrackingCall): Promise<unknown>;
}): TrackingStore {
  const rooms = Object.entries(METHODS).map(([room, methods]) => [
    room,
    Object.fromEntries(
      Object.entries(methods).map(([method, kind]) => [
        method,
        (...args: unknown[]) =>
          places[kind as 'read' | 'write']({ room: room as TrackingCall['room'], method, args }),
      ]),
    ),
  ]);
  return Object.fromEntries(rooms) as TrackingStore;
}

/** Makes a call on a store. */
export async function answerCall(
  store: TrackingStore,
  { room, method, args }: TrackingCall,
): Promise<unknown> {
  const methods = store[room] as unknown as Readonly<
    Record<string, (...args: readonly unknown[]) => Promise<unknown>>
  >;
  return methods[method]?.(...args);
}
