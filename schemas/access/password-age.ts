/** When a password must be changed: so long after it was set; null: never, or there is none. Milliseconds. */
export function passwordDue(setAt: number | null, validity: number | null): number | null {
  return setAt === null || validity === null ? null : setAt + validity;
}
