import formBody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import { escapeHtml } from '../../schemas/contract/html-text.ts';
import { Refusal } from '../request/refusal.ts';
import { pageStylesRoute, sendPage } from './page.ts';
import { beginRoute } from './saml-begin.ts';
import { consumerRoute } from './saml-consumer.ts';
import { logoutRoute } from './saml-logout.ts';
import { metadataRoute } from './saml-metadata.ts';
import { mostForm } from './saml-place.ts';
import type { SignInServices } from './sign-in-services.ts';

/** Refusals of these routes are read by people in a browser: a plain page with the reference number. */
function plainRefusals(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    if (!(error instanceof Refusal)) throw error;
    const remedy = error.remedy === undefined ? '' : `<p>${escapeHtml(error.remedy)}</p>`;
    const body = `<p>${escapeHtml(error.message)}</p>${remedy}<p>Reference: <code>${escapeHtml(request.id)}</code></p>`;
    return sendPage(reply, error.status, 'Signing in is not possible', body);
  });
}

/** Single sign-on as a browser meets it: the way out, the way back, and what the identity provider must know. */
export async function samlRoutes(app: FastifyInstance, services: SignInServices): Promise<void> {
  pageStylesRoute(app);
  await app.register(async (scope) => {
    await scope.register(formBody, { bodyLimit: mostForm });
    plainRefusals(scope);
    beginRoute(scope, services);
    consumerRoute(scope, services);
    metadataRoute(scope, services);
    logoutRoute(scope, services, 'GET');
    logoutRoute(scope, services, 'POST');
  });
}
