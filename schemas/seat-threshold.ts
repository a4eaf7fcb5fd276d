/**
 * From this share of its size on a warning is due (product.md, section 3): small ones have little left at 85 %, large ones much.
 *
 * @param size of an account's limit or of the pool, in seats
 * @returns whole percent
 */
export function warningPercent(size: number): number {
  if (size <= 50) return 85;
  return size <= 100 ? 95 : 97;
}
