/** Shares of truths that intervals and sets are made for, rising. */
export const LEVELS = [0.5, 0.8, 0.9, 0.95, 0.99] as const;
