import ipaddr from 'ipaddr.js';
import { BadSetting } from './environment.ts';
import type { GatewaySettings } from './notifications/gateway.ts';
import type { SmtpSettings } from './notifications/mail/smtp-sender.ts';
import type { DeliverySettings } from './notifications/open-delivery.ts';

/** A variable that is set; an empty one counts as none. */
function variable(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

/** Whether an address leads to this machine. */
function isLoopback(publicUrl: string): boolean {
  const host = new URL(publicUrl).hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback');
}

function hasScheme(text: string, schemes: readonly string[]): boolean {
  return URL.canParse(text) && schemes.includes(new URL(text).protocol) && new URL(text).hostname !== '';
}

/** The password that may stand in it is not repeated. */
function smtpFrom(env: NodeJS.ProcessEnv): SmtpSettings | undefined {
  const url = variable(env, 'BYLAW_SMTP_URL');
  const from = variable(env, 'BYLAW_MAIL_FROM');
  if (url === undefined) return undefined;
  if (!hasScheme(url, ['smtp:', 'smtps:'])) {
    throw new BadSetting(
      'BYLAW_SMTP_URL is no address of a mail server: write one like smtps://user:password@mail.example:465, with special characters of the password percent-encoded',
    );
  }
  if (from === undefined || !/^[^\p{Cc}]*[^\s@<>]+@[^\s@<>]+>?$/u.test(from)) {
    throw new BadSetting(
      'BYLAW_MAIL_FROM must say where mails come from: write Bylaw <no-reply@bylaw.example>',
    );
  }
  return { url, from };
}

function gatewayFrom(env: NodeJS.ProcessEnv): GatewaySettings | undefined {
  const url = variable(env, 'BYLAW_MESSAGE_GATEWAY_URL');
  const token = variable(env, 'BYLAW_MESSAGE_GATEWAY_TOKEN');
  if (url === undefined) return undefined;
  if (!hasScheme(url, ['https:', 'http:'])) {
    throw new BadSetting('BYLAW_MESSAGE_GATEWAY_URL is no address: write one like https://sms.example/send');
  }
  return token === undefined ? { url } : { url, token };
}

function loopbackWebhooks(env: NodeJS.ProcessEnv, local: boolean): boolean {
  const wanted = variable(env, 'BYLAW_LOOPBACK_WEBHOOKS') ?? 'false';
  if (wanted !== 'true' && wanted !== 'false') {
    throw new BadSetting(`BYLAW_LOOPBACK_WEBHOOKS is ${wanted}: write true or false`);
  }
  if (wanted === 'true' && !local) {
    throw new BadSetting(
      'BYLAW_LOOPBACK_WEBHOOKS is for development: a server that people reach under another address than localhost cannot have it',
    );
  }
  return wanted === 'true';
}

/**
 * What the environment says of mails, text messages and webhooks.
 *
 * @param publicUrl decides what a developer's machine may do
 * @throws BadSetting that names the variable and what it should be
 */
export function readDeliverySettings(env: NodeJS.ProcessEnv, publicUrl: string): DeliverySettings {
  const local = isLoopback(publicUrl);
  const smtp = smtpFrom(env);
  const gateway = gatewayFrom(env);
  return {
    ...(smtp === undefined ? {} : { smtp }),
    ...(gateway === undefined ? {} : { gateway }),
    keepMails: smtp === undefined && local,
    loopbackWebhooks: loopbackWebhooks(env, local),
  };
}
