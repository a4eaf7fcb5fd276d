import type { FastifyInstance } from 'fastify';
import { proveEmail } from '../sign-in/change-email.ts';
import { acceptInvitation, readInvitation } from '../sign-in/invitations.ts';
import { unlockByLink } from '../sign-in/lift-lock.ts';
import { forgotPassword, resetPassword } from '../sign-in/reset-password.ts';
import { answers } from './answers.ts';
import { browserOf } from './browser.ts';
import { account, body, organisation, password, step, tags, token } from './sign-in-schemas.ts';
import { answerStep, type SignInServices } from './sign-in-services.ts';

const config = { access: 'public' } as const;
const done = { 204: ['Done.', null] } as const;

const invited = {
  type: 'object',
  required: ['organisation', 'account', 'username', 'email'],
  properties: {
    organisation: { type: 'string' },
    account: { type: 'string' },
    username: { type: 'string' },
    email: { type: 'string' },
  },
} as const;

function invitationRoutes(app: FastifyInstance, services: SignInServices): void {
  const { deps, cookies, limit: preHandler } = services;
  app.post<{ Body: { token: string } }>(
    '/v1/invitations/read',
    {
      config,
      preHandler,
      schema: {
        summary: 'Whom an invitation is for',
        tags,
        body: body({ token }),
        response: answers({
          good: { 200: ['The user.', invited] },
          bad: [410],
          isPublic: true,
          takesBody: true,
        }),
      },
    },
    async (request) => {
      const {
        organisation: name,
        account: of,
        username,
        email,
      } = await readInvitation(deps, request.body.token);
      return { organisation: name, account: of, username, email };
    },
  );
  app.post<{ Body: { token: string; password: string } }>(
    '/v1/invitations/accept',
    {
      config,
      preHandler,
      schema: {
        summary: 'Accept an invitation with a password of one’s own, and sign in',
        tags,
        body: body({ token, password }),
        response: answers({
          good: { 200: ['What is to be done next. The session is in a cookie.', step] },
          bad: [403, 410],
          isPublic: true,
          takesBody: true,
        }),
      },
    },
    async (request, reply) =>
      answerStep(
        services,
        request,
        reply,
        await acceptInvitation(deps, request.body, browserOf(request, cookies)),
      ),
  );
}

function passwordRoutes(
  app: FastifyInstance,
  { deps, cookies, limit: preHandler, beside }: SignInServices,
): void {
  const user = {
    type: 'string',
    minLength: 1,
    maxLength: 320,
    description: 'User name or e-mail address.',
  } as const;
  app.post<{ Body: { organisation: string; account?: string; user: string } }>(
    '/v1/password/forgotten',
    {
      config,
      preHandler,
      schema: {
        summary: 'Ask for a link to set a new password',
        description: 'Answers the same at once, whether or not there is such a user.',
        tags,
        body: body({ organisation, account, user }, ['account']),
        response: answers({
          good: { 202: ['If there is such a user, a mail is on its way.', null] },
          isPublic: true,
          takesBody: true,
        }),
      },
    },
    async (request, reply) => {
      beside(forgotPassword(deps, request.body, browserOf(request, cookies)));
      return reply.code(202).send();
    },
  );
  app.post<{ Body: { token: string; password: string } }>(
    '/v1/password/reset',
    {
      config,
      preHandler,
      schema: {
        summary: 'Set a new password by a link',
        tags,
        body: body({ token, password }),
        response: answers({ good: done, bad: [410], isPublic: true, takesBody: true }),
      },
    },
    async (request, reply) => {
      await resetPassword(deps, request.body, browserOf(request, cookies));
      return reply.code(204).send();
    },
  );
}

function otherLinks(app: FastifyInstance, { deps, cookies, limit: preHandler }: SignInServices): void {
  const links = [
    ['/v1/email/verify', 'Prove an e-mail address by a link', proveEmail],
    ['/v1/unlock', 'Lift one’s own lock by a link', unlockByLink],
  ] as const;
  for (const [url, summary, open] of links) {
    app.post<{ Body: { token: string } }>(
      url,
      {
        config,
        preHandler,
        schema: {
          summary,
          tags,
          body: body({ token }),
          response: answers({ good: done, bad: [403, 409, 410], isPublic: true, takesBody: true }),
        },
      },
      async (request, reply) => {
        await open(deps, request.body.token, browserOf(request, cookies));
        return reply.code(204).send();
      },
    );
  }
}

/** What the links in mails lead to. The tokens come in the body, so that they stand in no log of addresses. */
export function linkRoutes(app: FastifyInstance, services: SignInServices): void {
  invitationRoutes(app, services);
  passwordRoutes(app, services);
  otherLinks(app, services);
}
