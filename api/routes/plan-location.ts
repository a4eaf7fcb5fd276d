const prefix = '/v1/plans/';

/** Where a stored plan is read. */
export function planLocation(id: string): string {
  return prefix + id;
}

/** The id of the plan at such a location. */
export function planIn(location: string): string {
  return location.slice(prefix.length);
}
