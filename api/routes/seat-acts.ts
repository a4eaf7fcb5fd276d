import type { FastifyInstance, FastifyRequest } from 'fastify';
import { formatAddress } from '../../schemas/contract/address.ts';
import type { RefusedAction } from '../audit/record.ts';
import {
  assignSeats,
  removeSeats,
  type SeatChanger,
  type SeatRequest,
  type SeatsChanged,
} from '../seats/change-seats.ts';
import { seatsKind } from '../seats/seat-entry.ts';
import { callerOf } from './access.ts';
import { answers } from './answers.ts';
import { type AccountParams, accountParams, assertAccount, mayManageAccount } from './seat-lists.ts';
import { changedSchema, seatUsersBody } from './seat-schemas.ts';
import type { Services } from './services.ts';

type Act = (changer: SeatChanger, request: SeatRequest) => Promise<SeatsChanged>;

interface SeatAct {
  readonly act: Act;
  readonly action: 'Assign' | 'Release';
  readonly summary: string;
  readonly failure: string;
}

const acts: Readonly<Record<'assign' | 'remove', SeatAct>> = {
  assign: {
    act: assignSeats,
    action: 'Assign',
    summary: 'Give users of an account seats, all of them or none',
    failure: 'Assigning seats failed',
  },
  remove: {
    act: removeSeats,
    action: 'Release',
    summary: 'Take seats from users of an account, all of them or none',
    failure: 'Taking seats failed',
  },
};

function attempt({ action, failure }: SeatAct): (request: FastifyRequest) => RefusedAction {
  return (request) => {
    const { account } = request.params as AccountParams;
    const address = formatAddress({ kind: seatsKind, account, name: null });
    return { item: 'Seat', action, description: failure, account, address };
  };
}

const mebibyte = 1024 * 1024;

/** Giving and taking seats, of one person or of many: grants by hand, through the one way to change anything. */
export function seatActRoutes(app: FastifyInstance, services: Services): void {
  const { deps, commit } = services;
  for (const [name, seatAct] of Object.entries(acts)) {
    app.post<{ Params: AccountParams; Body: Omit<SeatRequest, 'account'> }>(
      `/v1/accounts/:account/seats/${name}`,
      {
        config: { access: mayManageAccount, attempt: attempt(seatAct) },
        bodyLimit: 4 * mebibyte,
        schema: {
          summary: seatAct.summary,
          tags: ['seats'],
          params: accountParams,
          body: seatUsersBody,
          response: answers({
            good: { 200: ['Who was given a seat, or from whom one was taken.', changedSchema] },
            bad: [404, 409, 412],
            takesBody: true,
          }),
        },
      },
      async (request) => {
        const { account } = request.params;
        await assertAccount(services, request, account);
        const changer = { deps, context: callerOf(request).context, edit: commit.editResource };
        return seatAct.act(changer, { ...request.body, account });
      },
    );
  }
}
