import { escapeHtml } from '../../schemas/contract/html-text.ts';
import type { Appearance } from '../sign-in/appearance.ts';

/** Where the page's script and styles are, by names that tell what is in them. */
export interface PageFiles {
  readonly script: string;
  readonly styles: string;
}

/** What a page is for: everybody's, or one account's. */
export interface PagePlace {
  readonly organisation: string | null;
  readonly account: string | null;
  readonly appearance: Appearance;
  readonly language: string;
}

/** Scripts and styles of this server, images that are in the page itself, and forms to nobody else. */
export const signInPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const languages = ['en', 'de'] as const;

/** The first language that is asked for and spoken: of the address, the account, the browser. */
export function languageOf(
  asked: string | undefined,
  ofAccount: string | null,
  acceptLanguage: string | undefined,
): string {
  const ofBrowser = (acceptLanguage ?? '').split(',').map((part) => part.split(';', 1)[0]);
  const wanted = [asked, ofAccount, ...ofBrowser].map((tag) => tag?.trim().slice(0, 2).toLowerCase());
  return wanted.map((tag) => languages.find((language) => language === tag)).find(Boolean) ?? 'en';
}

function attributes(values: Readonly<Record<string, string | null>>): string {
  return Object.entries(values)
    .map(([name, value]) => (value === null ? '' : ` data-${name}="${escapeHtml(value)}"`))
    .join('');
}

/** The page around every step of signing in. What the account wants of it stands in attributes; the script draws the rest. */
export function signInPage(
  { organisation, account, appearance, language }: PagePlace,
  files: PageFiles,
): string {
  const { mode, primaryColor, logo, ssoSlug, ssoRequired } = appearance;
  const data = attributes({
    organisation,
    account,
    mode,
    colour: primaryColor,
    logo,
    sso: ssoSlug === null ? null : `/login/saml/${encodeURIComponent(ssoSlug)}/`,
    required: ssoRequired ? '' : null,
  });
  return `<!doctype html>
<html lang="${language}"${data}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Bylaw</title>
<link rel="icon" href="/console/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${files.styles}">
<script type="module" src="${files.script}"></script>
</head>
<body><main><noscript>Signing in needs JavaScript.</noscript></main></body>
</html>
`;
}
