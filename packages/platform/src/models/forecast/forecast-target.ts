/** What an artifact forecasts; undefined for one that answers rows, or that is none. @param manifest Content of `manifest.json`. */
export function forecastTarget(manifest: Uint8Array | undefined): string | undefined {
  if (manifest === undefined) return undefined;
  const text = Buffer.from(manifest).toString('utf8');
  if (!text.slice(0, 200).includes('"kaizenml-forecast"')) return undefined;
  const { shape } = JSON.parse(text) as { readonly shape?: { readonly target?: unknown } };
  return String(shape?.target);
}
