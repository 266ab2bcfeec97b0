// Compiled from packages/ml/kernels/trees.ts by `npm run generate`; do not edit.
export const WASM =
  'AGFzbQEAAAABBQFgAAF/AwIBAAcLAQdub3RoaW5nAAAKBgEEAEEACw==';
