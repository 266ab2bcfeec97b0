// Sums of gradients G and Hessians H of one bin, in their units, packed into 64 bits: G above, H below.

@inline
export function gradientOf(sum: i64): f64 {
  return <f64>(<i32>(sum >> 32));
}

@inline
export function hessianOf(sum: i64): f64 {
  return <f64>(<u32>sum);
}
