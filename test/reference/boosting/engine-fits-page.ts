import { engineFits } from './engine-fits.ts';

declare global {
  interface Window {
    /** The digests of `engineFits`, learned in this browser. */
    digests(): Promise<[name: string, digest: string][]>;
  }
}

window.digests = () =>
  Promise.all(
    Array.from(engineFits(2500), async ([name, { json, bytes }]) => {
      const text = new TextEncoder().encode(JSON.stringify(json));
      const all = new Uint8Array(text.length + bytes.length);
      all.set(text);
      all.set(bytes, text.length);
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all));
      return [name, Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')] as [
        string,
        string,
      ];
    }),
  );
