/**
 * What has not been told within the last minute. A revoked key in a forgotten cron job, or a stranger, must not fill the log: one
 * entry a minute for each key and reason, by each replica.
 */
export function oncePerMinute(now: () => Date): (key: string) => boolean {
  const minute = 60_000;
  const most = 10_000;
  const told = new Map<string, number>();
  return (key) => {
    const time = now().getTime();
    const last = told.get(key);
    if (last !== undefined && time - last < minute) return false;
    if (told.size >= most) told.clear();
    told.set(key, time);
    return true;
  };
}
