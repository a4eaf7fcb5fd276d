/** What the server refused: sentences for the person, and the number under which its log knows more. */
export class Refused extends Error {
  readonly sentences: readonly string[];
  readonly requestId: string;

  constructor(body: Readonly<Record<string, unknown>>) {
    super('refused');
    const said = (name: string): string[] => (typeof body[name] === 'string' ? [body[name]] : []);
    const more = Array.isArray(body['diagnostics']) ? (body['diagnostics'] as { summary?: string }[]) : [];
    const summaries = more.flatMap(({ summary }) => (summary === undefined ? [] : [summary]));
    this.sentences = summaries.length > 0 ? summaries : [...said('detail'), ...said('remedy').map(sentence)];
    this.requestId = said('requestId')[0] ?? '';
  }
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

type Body = Readonly<Record<string, unknown>>;

/**
 * Sends one step to the interface.
 * @throws Refused, and a TypeError where the server cannot be reached
 */
export async function send<Answer = Body>(path: string, body?: Body): Promise<Answer> {
  const answer = await fetch(path, {
    method: 'POST',
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const read: unknown = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(read as Body);
  return read as Answer;
}
