/** What becomes of stored plans, as the list is filtered by it. */
export const statuses = ['planned', 'waiting', 'approved', 'rejected', 'applied', 'stale'] as const;
