/** From which share of its size on a limit or pool warns (product.md, Seats): the larger, the later. */
export function thresholdOf(size: number): number {
  if (size <= 50) return 0.85;
  return size <= 100 ? 0.95 : 0.97;
}

/** How full it is: plain, near its threshold or beyond it, and over. */
export function fullness(assigned: number, size: number): 'free' | 'near' | 'full' {
  if (assigned >= size) return 'full';
  return size > 0 && assigned / size >= thresholdOf(size) ? 'near' : 'free';
}

export const fullnessColour = { free: 'blue', near: 'orange', full: 'red' } as const;
