import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as a real SMTP server received it. */
export interface ReceivedMail {
  readonly to: readonly string[];
  readonly from: string;
  /** By name in lower case, unfolded. */
  readonly headers: ReadonlyMap<string, string>;
  /** Decoded text part. */
  readonly text: string;
  readonly raw: string;
}

export interface SmtpReceiver {
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** What the server says to recipients and to whole mails; undefined: it takes them. */
  refuse: { recipient?: Error; data?: Error };
  /** Called with each mail before it is acknowledged. */
  onMail: (mail: ReceivedMail) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Quoted-printable (RFC 2045, 6.7) as text. */
function unquoted(text: string): string {
  const bytes = text
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function headersOf(head: string): ReadonlyMap<string, string> {
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
}

function textPart(raw: string): string {
  const part = /Content-Type: text\/plain[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(raw);
  const encoding = /text\/plain[\s\S]*?Content-Transfer-Encoding: (\S+)/.exec(raw)?.[1];
  const body = part?.[1] ?? '';
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? unquoted(body) : body;
}

function parsed(raw: string, from: string, to: readonly string[]): ReceivedMail {
  const end = raw.indexOf('\r\n\r\n');
  return { to, from, headers: headersOf(raw.slice(0, end)), text: textPart(raw), raw };
}

/** A real SMTP server on this machine that keeps what it gets. */
export async function smtpReceiver(): Promise<SmtpReceiver> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo: (_, __, done) => done(receiver.refuse.recipient),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (receiver.refuse.data !== undefined) return done(receiver.refuse.data);
        const to = envelope.rcptTo.map(({ address }) => address);
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const mail = parsed(Buffer.concat(chunks).toString('utf8'), from, to);
        mails.push(mail);
        receiver.onMail(mail).then(() => done(), done);
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  const receiver: SmtpReceiver = {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse: {},
    onMail: async () => undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return receiver;
}

/** An SMTP answer of a server that refuses. */
export function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
