/** The page of an account. */
export function accountAddress(name: string): string {
  return `/access?account=${encodeURIComponent(name)}`;
}
