import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { beginAppEnrolment, confirmApp, type Enrolled } from '../sign-in/enrol-second-factor.ts';
import { askPasskey, beginPasskey, confirmPasskey, givePasskey } from '../sign-in/passkeys.ts';
import { answers } from './answers.ts';
import { body, code, password, recoveryCodes, step, tags, webAuthn } from './sign-in-schemas.ts';
import { answerStep, type SignInServices, sessionOf } from './sign-in-services.ts';

/** In the profile the password is asked for again; as a step of the sign-in there is no body. */
type AgainPassword = { readonly password?: string } | null | undefined;

const againPassword = { ...body({ password }, ['password']), type: ['object', 'null'] } as const;

const config = { access: 'public' } as const;
const bad = [401, 403, 409];

const enrolledAnswer = {
  type: 'object',
  required: ['recoveryCodes'],
  properties: { recoveryCodes, step: { ...step, description: 'Where this was a step of a sign-in.' } },
} as const;

function answerEnrolled(
  services: SignInServices,
  request: FastifyRequest,
  reply: FastifyReply,
  { recoveryCodes: codes, step: taken }: Enrolled,
) {
  return {
    recoveryCodes: codes,
    ...(taken === null ? {} : { step: answerStep(services, request, reply, taken) }),
  };
}

const appAnswer = {
  type: 'object',
  required: ['secret', 'uri', 'png', 'svg'],
  properties: {
    secret: { type: 'string', description: 'base32, to type where no camera is.' },
    uri: { type: 'string' },
    png: { type: 'string', description: 'QR code as a data URL.' },
    svg: { type: 'string', description: 'QR code as an SVG document.' },
  },
} as const;

function appRoutes(app: FastifyInstance, services: SignInServices): void {
  const { deps, limit: preHandler } = services;
  app.post<{ Body: AgainPassword }>(
    '/v1/second-factor/app',
    {
      config,
      preHandler,
      schema: {
        summary: 'Begin the enrolment of an authenticator app',
        tags,
        body: againPassword,
        response: answers({
          good: { 200: ['What the app needs, shown once.', appAnswer] },
          bad,
          isPublic: true,
          takesBody: true,
        }),
      },
    },
    async (request) => {
      const { session, browser } = await sessionOf(services, request);
      return beginAppEnrolment(deps, session, request.body?.password ?? null, browser);
    },
  );
  app.post<{ Body: { code: string } }>(
    '/v1/second-factor/app/confirm',
    {
      config,
      preHandler,
      schema: {
        summary: 'Confirm the app by a code that it shows',
        tags,
        body: body({ code }),
        response: answers({
          good: { 200: ['It counts from now on.', enrolledAnswer] },
          bad,
          isPublic: true,
          takesBody: true,
        }),
      },
    },
    async (request, reply) => {
      const { session, browser } = await sessionOf(services, request);
      return answerEnrolled(
        services,
        request,
        reply,
        await confirmApp(deps, session, request.body.code, browser),
      );
    },
  );
}

function passkeyRoutes(app: FastifyInstance, services: SignInServices): void {
  const { deps, limit: preHandler } = services;
  const options = { 200: ['For the browser’s WebAuthn interface.', webAuthn] } as const;
  app.post<{ Body: AgainPassword }>(
    '/v1/second-factor/passkey',
    {
      config,
      preHandler,
      schema: {
        summary: 'Begin making a passkey',
        tags,
        body: againPassword,
        response: answers({ good: options, bad, isPublic: true, takesBody: true }),
      },
    },
    async (request) => {
      const { session, browser } = await sessionOf(services, request);
      return beginPasskey(deps, session, request.body?.password ?? null, browser);
    },
  );
  app.post<{ Body: { name: string; response: RegistrationResponseJSON } }>(
    '/v1/second-factor/passkey/confirm',
    {
      config,
      preHandler,
      schema: {
        summary: 'Keep the passkey that the browser made',
        tags,
        body: body({ name: { type: 'string', minLength: 1, maxLength: 64 }, response: webAuthn }),
        response: answers({
          good: { 200: ['It counts from now on.', enrolledAnswer] },
          bad,
          isPublic: true,
          takesBody: true,
        }),
      },
    },
    async (request, reply) => {
      const { session, browser } = await sessionOf(services, request);
      return answerEnrolled(
        services,
        request,
        reply,
        await confirmPasskey(deps, session, request.body, browser),
      );
    },
  );
  app.post(
    '/v1/sign-in/passkey',
    {
      config,
      schema: {
        summary: 'Begin the second step by passkey',
        tags,
        response: answers({ good: options, bad, isPublic: true }),
      },
    },
    async (request) => askPasskey(deps, (await sessionOf(services, request)).session),
  );
  app.post<{ Body: { response: AuthenticationResponseJSON } }>(
    '/v1/sign-in/passkey/confirm',
    {
      config,
      preHandler,
      schema: {
        summary: 'Give the passkey’s answer as the second step',
        tags,
        body: body({ response: webAuthn }),
        response: answers({
          good: { 200: ['What is to be done next.', step] },
          bad,
          isPublic: true,
          takesBody: true,
        }),
      },
    },
    async (request, reply) => {
      const { session, browser } = await sessionOf(services, request);
      return answerStep(
        services,
        request,
        reply,
        await givePasskey(deps, session, request.body.response, browser),
      );
    },
  );
}

/** Second factors: enrolled as a step of a sign-in or in the profile, and given. */
export function secondFactorRoutes(app: FastifyInstance, services: SignInServices): void {
  appRoutes(app, services);
  passkeyRoutes(app, services);
}
