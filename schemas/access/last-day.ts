const dayForm = 'yyyy-mm-dd'.length;

/** Whether a user's last day (`2027-03-31`) is over. It is in UTC and belongs to him. */
export function isOver(lastDay: string | null, now: number): boolean {
  return lastDay !== null && new Date(now).toISOString().slice(0, dayForm) > lastDay;
}
