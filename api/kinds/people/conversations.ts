import type { Person } from '../world.ts';

const viewer = 'viewer';

/** A person's roles in Conversations, of whatever origin. */
export function conversationsRolesOf(person: Person): ReadonlySet<string> {
  return new Set([...person.conversationsRoles, ...person.otherConversationsRoles]);
}

export function holdsSeat({ seat, otherSeat }: Person): boolean {
  return seat || otherSeat;
}

/** Everyone with a role in Conversations other than viewer needs a seat to use it (product.md, section 2). */
function needsSeat(person: Person): boolean {
  return [...conversationsRolesOf(person)].some((role) => role !== viewer);
}

/** What of Conversations a person can use: working in it takes a role and a seat, looking on takes the viewer's role. */
export function conversationsUse(person: Person): 'works' | 'views' | 'none' {
  if (holdsSeat(person) && needsSeat(person)) return 'works';
  return conversationsRolesOf(person).has(viewer) ? 'views' : 'none';
}
