import type { Store } from '../../storage/store.ts';

/**
 * Opens the store of a place. The same place opened twice is two connections to one store; a place that was
 * not opened before is empty.
 */
export type OpenStore = (place: string) => Promise<Store>;

/** Something that every store does. */
export interface StoreCheck {
  /** A predicate, unique among the checks. */
  readonly promise: string;
  /** @throws AssertionError when the store does not do it. */
  run(): Promise<void>;
}

/** What a check is given: a fresh store, and further connections to it. */
export interface CheckTools {
  readonly store: Store;
  /** Another connection to the same store, as another process has. */
  again(): Promise<Store>;
}

/** Makes checks of one noun out of promises and what is run on a fresh store; closes every store afterwards. */
export function checksOf(
  open: OpenStore,
  noun: string,
  promises: Readonly<Record<string, (tools: CheckTools) => Promise<void>>>,
): readonly StoreCheck[] {
  return Object.entries(promises).map(([title, check]) => {
    const promise = `${noun} ${title}`;
    return { promise, run: () => runOn(open, promise.replace(/\W+/g, '-'), check) };
  });
}

async function runOn(
  open: OpenStore,
  place: string,
  check: (tools: CheckTools) => Promise<void>,
): Promise<void> {
  const opened: Store[] = [];
  const again = async () => {
    const store = await open(place);
    opened.push(store);
    return store;
  };
  try {
    await check({ store: await again(), again });
  } finally {
    for (const store of opened) await store.close();
  }
}
