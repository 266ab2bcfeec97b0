const KEY = 'kaizenml-token';

/** The token of this browser tab, kept until the tab is closed. */
export function findToken(): string | undefined {
  return sessionStorage.getItem(KEY) ?? undefined;
}

/** Keeps a token for this tab. */
export function keepToken(token: string): void {
  sessionStorage.setItem(KEY, token);
}
