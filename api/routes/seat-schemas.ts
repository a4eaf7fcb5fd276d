import { rangeNames } from '../audit/time-range.ts';
import { pageQuery } from './cursor.ts';

const text = { type: 'string' } as const;
const textOrNull = { type: ['string', 'null'] } as const;
const count = { type: 'integer', minimum: 0 } as const;
const countOrNull = { type: ['integer', 'null'] } as const;
const time = { type: 'string', format: 'date-time' } as const;
const timeOrNull = { type: ['string', 'null'], format: 'date-time' } as const;
const yesOrNo = { type: 'boolean' } as const;
const texts = { type: 'array', items: text } as const;

/** An object that the server sends: all of it is always there, and members may be added. */
function sent(properties: Readonly<Record<string, object>>): object {
  return { type: 'object', required: Object.keys(properties), properties };
}

export const overviewSchema = sent({
  purchased: { ...countOrNull, description: 'null for who sees only some accounts.' },
  limit: countOrNull,
  assigned: count,
  remaining: count,
  over: { ...count, description: 'Assigned beyond what is purchased, or beyond the limit.' },
  inactive: {
    ...sent({ users: count, noSignIn: count, noConversationsRole: count, both: count }),
    description: '`users` = `noSignIn` + `noConversationsRole` - `both`.',
  },
  accounts: count,
  limits: sent({ sum: count, exceedPurchased: yesOrNo }),
  vendorContact: {
    ...textOrNull,
    description: 'Whom to ask for more seats: an address or a sentence; null: the vendor has not said.',
  },
});

export const accountSeatsSchema = sent({
  account: text,
  displayName: textOrNull,
  assigned: count,
  limit: countOrNull,
  usage: {
    type: ['number', 'null'],
    description: 'In percent of the limit, or of what is purchased where there is none.',
  },
  warning: { ...yesOrNo, description: 'The warning threshold is reached.' },
  overLimit: yesOrNo,
});

export const seatPersonSchema = sent({
  account: text,
  username: text,
  firstName: textOrNull,
  lastName: textOrNull,
  email: text,
  conversationsRoles: texts,
  lastSignInAt: timeOrNull,
  seat: yesOrNo,
  assignedAt: timeOrNull,
  origins: texts,
  releasedAt: { ...timeOrNull, description: 'A rule took the seat back then; assigning it lifts that.' },
  inactive: { ...texts, description: '`no-sign-in`, `no-conversations-role`: why, should he hold a seat.' },
});

export const movementSchema = sent({
  id: text,
  at: time,
  doneBy: text,
  event: text,
  user: textOrNull,
  account: textOrNull,
  reason: textOrNull,
  plan: textOrNull,
});

export const changedSchema = sent({
  account: text,
  changed: texts,
  unchanged: { ...texts, description: 'Seated already; or still seated, by SSO, SCIM or a template.' },
});

/** The body of an assignment or a removal. */
export const seatUsersBody = {
  type: 'object',
  additionalProperties: false,
  required: ['users'],
  properties: {
    users: {
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 256 },
      minItems: 1,
      maxItems: 10_000,
      uniqueItems: true,
      description: 'Usernames.',
    },
    breakGlass: {
      type: 'string',
      minLength: 1,
      maxLength: 500,
      description: 'Why holders that a manifest set manages are changed by hand.',
    },
  },
} as const;

const filterText = (description: string): object => ({
  type: 'string',
  minLength: 1,
  maxLength: 256,
  description,
});

const account = filterText('Only this account.');

const peopleFilters = {
  q: filterText('Part of the username, the name or the e-mail address.'),
  conversationsRole: {
    type: 'string',
    enum: ['setup', 'agent', 'analytics', 'supervisor', 'viewer', 'none'],
    description: '`none`: no role in Conversations.',
  },
  lastSignInFrom: filterText('Last sign-in at this time or later.'),
  lastSignInBefore: filterText('Last sign-in before this time, or never.'),
  assignedFrom: filterText('Seat assigned at this time or later.'),
  assignedBefore: filterText('Seat assigned before this time.'),
};

export const holdersFilters = {
  ...peopleFilters,
  seat: {
    type: 'string',
    enum: ['assigned', 'none', 'released', 'any'],
    default: 'assigned',
    description: 'With a seat; without one; without one because a rule took it back.',
  },
};

export const allHoldersFilters = { ...holdersFilters, account };

export const inactiveFilters = {
  ...peopleFilters,
  account,
  reason: { type: 'string', enum: ['any', 'no-sign-in', 'no-conversations-role'], default: 'any' },
};

export const accountsFilters = {
  q: filterText('Part of the name.'),
  limited: { type: 'string', enum: ['set', 'none'], description: 'With a limit of their own, or without.' },
  usageFrom: {
    type: 'integer',
    minimum: 0,
    maximum: 1000,
    description: 'Those that use so many percent or more.',
  },
};

export const logFilters = {
  range: {
    type: 'string',
    enum: [...rangeNames],
  },
  from: filterText('From this time on, or from the beginning of this date.'),
  to: filterText('Before this time, or up to the end of this date.'),
  timeZone: { ...filterText('Time zone of dates and of ranges.'), default: 'UTC' },
  account,
  user: filterText('Who did it.'),
  event: { type: 'string', enum: ['assign', 'release', 'settings'] },
  q: filterText('Words to search for, as in the audit log.'),
};

/** The query of a list with these filters; a report has no pages. */
export function listQuery(filters: object): object {
  return {
    type: 'object',
    additionalProperties: false,
    properties: { ...filters, ...pageQuery({ default: 50, maximum: 200 }) },
  };
}

export function reportQuery(filters: object): object {
  return { type: 'object', additionalProperties: false, properties: filters };
}
