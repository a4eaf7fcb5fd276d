import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SessionRow } from '../identity/sessions/find-session.ts';
import { listSessions } from '../identity/sessions/session-store.ts';
import { Refusal } from '../request/refusal.ts';
import { askEmailProof } from '../sign-in/change-email.ts';
import { changeOwnPassword } from '../sign-in/change-password.ts';
import { renewRecoveryCodes } from '../sign-in/own-recovery-codes.ts';
import { signOut } from '../sign-in/sign-out.ts';
import { proveMobile, sendMobileCode } from '../sign-in/verify-mobile.ts';
import { callerOf } from './access.ts';
import { answers } from './answers.ts';
import { browserOf } from './browser.ts';
import { idForm } from './cursor.ts';
import { fieldOf } from './manifest-field.ts';
import { body, code, password, recoveryCodes } from './sign-in-schemas.ts';
import type { SignInServices } from './sign-in-services.ts';

const tags = ['own profile'];
const config = { access: 'session' } as const;
const done = { 204: ['Done.', null] } as const;

/** The session of a route that only a signed-in browser reaches. */
function own(request: FastifyRequest): SessionRow {
  const { session } = callerOf(request);
  if (session === undefined) throw new Error(`${request.routeOptions.url} was reached without a session`);
  return session;
}

const sessionAnswer = {
  type: 'object',
  required: ['id', 'method', 'secondFactor', 'createdAt', 'lastSeenAt', 'ip', 'userAgent'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    method: { type: 'string', enum: ['password', 'sso'] },
    secondFactor: { type: 'boolean' },
    createdAt: { type: 'string', format: 'date-time' },
    lastSeenAt: { type: 'string', format: 'date-time' },
    ip: { type: ['string', 'null'] },
    userAgent: { type: ['string', 'null'] },
    current: { type: 'boolean' },
  },
} as const;

function sessionRoutes(app: FastifyInstance, { deps, cookies }: SignInServices): void {
  const list = {
    type: 'object',
    required: ['items'],
    properties: { items: { type: 'array', items: sessionAnswer } },
  };
  app.get(
    '/v1/me/sessions',
    {
      config,
      schema: { summary: 'My sessions', tags, response: answers({ good: { 200: ['Newest first.', list] } }) },
    },
    async (request) => {
      const { organisationId, userId, sessionId } = own(request);
      const items = await deps.database.snapshot((tx) => listSessions(tx, organisationId, userId));
      return { items: items.map((session) => ({ ...session, current: session.id === sessionId })) };
    },
  );
  app.delete<{ Params: { id: string } }>(
    '/v1/me/sessions/:id',
    {
      config,
      schema: {
        summary: 'End one of my sessions',
        tags,
        params: { type: 'object', required: ['id'], properties: { id: { type: 'string', maxLength: 64 } } },
        response: answers({ good: done, bad: [404] }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const ended = idForm.test(id) && (await signOut(deps, own(request), browserOf(request, cookies), id));
      if (!ended) throw new Refusal(404, 'session/unknown', `You have no session ${id}.`);
      return reply.code(204).send();
    },
  );
}

function passwordRoutes(app: FastifyInstance, { deps, cookies, limit: preHandler }: SignInServices): void {
  app.post<{ Body: { current: string; password: string } }>(
    '/v1/me/password',
    {
      config,
      preHandler,
      schema: {
        summary: 'Change my password',
        description: 'My other sessions end.',
        tags,
        body: body({ current: password, password }),
        response: answers({ good: done, takesBody: true }),
      },
    },
    async (request, reply) => {
      await changeOwnPassword(deps, own(request), request.body, browserOf(request, cookies));
      return reply.code(204).send();
    },
  );
  const codes = { type: 'object', required: ['recoveryCodes'], properties: { recoveryCodes } };
  app.post<{ Body: { password: string } }>(
    '/v1/me/recovery-codes',
    {
      config,
      preHandler,
      schema: {
        summary: 'New recovery codes in the place of the former ones',
        tags,
        body: body({ password }),
        response: answers({ good: { 200: ['The codes.', codes] }, bad: [409], takesBody: true }),
      },
    },
    async (request) => ({
      recoveryCodes: await renewRecoveryCodes(
        deps,
        own(request),
        request.body.password,
        browserOf(request, cookies),
      ),
    }),
  );
}

function emailRoutes(app: FastifyInstance, { deps, cookies, limit: preHandler }: SignInServices): void {
  const sent = { 202: ['A link is on its way.', null] } as const;
  const email = fieldOf('people', 'spec', 'email');
  app.post<{ Body: { email: string; password: string } }>(
    '/v1/me/email',
    {
      config,
      preHandler,
      schema: {
        summary: 'Change my e-mail address',
        description: 'A link goes to the new address; the old one is told when it is opened.',
        tags,
        body: body({ email, password }),
        response: answers({ good: sent, takesBody: true }),
      },
    },
    async (request, reply) => {
      await askEmailProof(deps, own(request), request.body, browserOf(request, cookies));
      return reply.code(202).send();
    },
  );
  app.post(
    '/v1/me/email/verify',
    {
      config,
      preHandler,
      schema: {
        summary: 'Have a link sent that proves my e-mail address',
        tags,
        response: answers({ good: sent }),
      },
    },
    async (request, reply) => {
      await askEmailProof(deps, own(request), null, browserOf(request, cookies));
      return reply.code(202).send();
    },
  );
}

function mobileRoutes(
  app: FastifyInstance,
  { deps, cookies, gateway, limit: preHandler }: SignInServices,
): void {
  app.post(
    '/v1/me/mobile/code',
    {
      config,
      preHandler,
      schema: {
        summary: 'Have a code sent to my mobile number',
        tags,
        response: answers({ good: { 202: ['It is on its way.', null] }, bad: [409, 503] }),
      },
    },
    async (request, reply) => {
      await sendMobileCode(deps, gateway, own(request));
      return reply.code(202).send();
    },
  );
  app.post<{ Body: { code: string } }>(
    '/v1/me/mobile/verify',
    {
      config,
      preHandler,
      schema: {
        summary: 'Prove my mobile number by the code',
        tags,
        body: body({ code }),
        response: answers({ good: done, bad: [409], takesBody: true }),
      },
    },
    async (request, reply) => {
      await proveMobile(deps, own(request), request.body.code, browserOf(request, cookies));
      return reply.code(204).send();
    },
  );
}

/** What a signed-in person does to himself. */
export function meRoutes(app: FastifyInstance, services: SignInServices): void {
  sessionRoutes(app, services);
  passwordRoutes(app, services);
  emailRoutes(app, services);
  mobileRoutes(app, services);
}
