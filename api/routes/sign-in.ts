import type { FastifyInstance } from 'fastify';
import { changeOldPassword } from '../sign-in/change-password.ts';
import { type GivenFactor, giveSecondFactor } from '../sign-in/give-second-factor.ts';
import { type PasswordSignIn, signInByPassword } from '../sign-in/password-sign-in.ts';
import { logoutAddress } from '../sign-in/saml/log-out.ts';
import { signOut } from '../sign-in/sign-out.ts';
import { answers } from './answers.ts';
import { browserOf } from './browser.ts';
import { account, body, code, organisation, password, step, tags, username } from './sign-in-schemas.ts';
import { answerStep, type SignInServices, sessionOf } from './sign-in-services.ts';

const stepAnswer = { 200: ['What is to be done next. The session is in a cookie.', step] } as const;

function passwordRoute(app: FastifyInstance, services: SignInServices): void {
  app.post<{ Body: PasswordSignIn }>(
    '/v1/sign-in',
    {
      config: { access: 'public' },
      preHandler: services.limit,
      schema: {
        summary: 'Sign in by password',
        description: 'One answer, 401, to a wrong password, an unknown user and a locked one.',
        tags,
        body: body({ organisation, account, username, password }, ['account']),
        response: answers({ good: stepAnswer, bad: [401, 403], isPublic: true, takesBody: true }),
      },
    },
    async (request, reply) => {
      const { deps, cookies } = services;
      return answerStep(
        services,
        request,
        reply,
        await signInByPassword(deps, request.body, browserOf(request, cookies)),
      );
    },
  );
}

function stateRoute(app: FastifyInstance, services: SignInServices): void {
  app.get(
    '/v1/sign-in',
    {
      config: { access: 'public' },
      schema: {
        summary: 'How far the sign-in is',
        tags,
        response: answers({
          good: { 200: ['Stage and person of the session.', step] },
          bad: [401, 403],
          isPublic: true,
        }),
      },
    },
    async (request) => {
      const { session } = await sessionOf(services, request);
      const { stage, organisation: name, account: of, username: person } = session;
      return { stage, organisation: name, account: of, username: person };
    },
  );
}

const stepOptions = {
  config: { access: 'public' },
} as const;

function stepRoutes(app: FastifyInstance, services: SignInServices): void {
  const { deps, limit: preHandler } = services;
  app.post<{ Body: { code?: string; recoveryCode?: string } }>(
    '/v1/sign-in/second-factor',
    {
      ...stepOptions,
      preHandler,
      schema: {
        summary: 'Give a code of the app, or a recovery code',
        tags,
        body: {
          ...body({ code, recoveryCode: code }, ['code', 'recoveryCode']),
          minProperties: 1,
          maxProperties: 1,
        },
        response: answers({ good: stepAnswer, bad: [401, 403, 409], isPublic: true, takesBody: true }),
      },
    },
    async (request, reply) => {
      const { session, browser } = await sessionOf(services, request);
      const given = request.body as GivenFactor;
      return answerStep(services, request, reply, await giveSecondFactor(deps, session, given, browser));
    },
  );
  app.post<{ Body: { password: string } }>(
    '/v1/sign-in/password',
    {
      ...stepOptions,
      preHandler,
      schema: {
        summary: 'Change a password that is too old, as a step of the sign-in',
        tags,
        body: body({ password }),
        response: answers({ good: stepAnswer, bad: [401, 403, 409], isPublic: true, takesBody: true }),
      },
    },
    async (request, reply) => {
      const { session, browser } = await sessionOf(services, request);
      return answerStep(
        services,
        request,
        reply,
        await changeOldPassword(deps, session, request.body.password, browser),
      );
    },
  );
}

const signedOut = {
  type: 'object',
  required: ['next'],
  properties: {
    next: { type: ['string', 'null'], description: 'Where to go to sign out at the identity provider too.' },
  },
} as const;

function signOutRoute(app: FastifyInstance, services: SignInServices): void {
  app.post(
    '/v1/sign-out',
    {
      ...stepOptions,
      schema: {
        summary: 'Sign out',
        tags,
        response: answers({
          good: { 200: ['The session has ended.', signedOut] },
          bad: [401, 403],
          isPublic: true,
        }),
      },
    },
    async (request, reply) => {
      const { session, browser } = await sessionOf(services, request);
      const next = await logoutAddress(services.deps, session);
      await signOut(services.deps, session, browser);
      services.cookies.clear(reply, 'session');
      return { next };
    },
  );
}

/** Signing in by password, step by step, and signing out. */
export function signInRoutes(app: FastifyInstance, services: SignInServices): void {
  passwordRoute(app, services);
  stateRoute(app, services);
  stepRoutes(app, services);
  signOutRoute(app, services);
}
