import { gunzipSync } from 'node:zlib';

/** Secrets by what they are: `operator token` -> its text. */
export type Canaries = ReadonlyMap<string, string>;

/** Something that was said or written, and where. */
export interface Said {
  readonly where: string;
  readonly text: string;
}

/** How much of a base64 text is certain wherever in it the secret begins: the first and last characters mix with neighbours. */
function base64Forms(secret: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
    const whole = Math.floor(padded.length / 3) * 3;
    const first = offset === 0 ? 0 : 4;
    const form = padded.subarray(0, whole).toString('base64').slice(first);
    return [form, form.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** Every way in which a secret could stand in a text; hexadecimal ones in lower case, as `texts` makes them. */
function formsOf(secret: string): readonly string[] {
  const encoded = encodeURIComponent(secret);
  return [
    secret,
    encoded,
    encodeURIComponent(encoded),
    JSON.stringify(secret).slice(1, -1),
    ...base64Forms(secret),
    Buffer.from(secret).toString('hex'),
  ].map((form) => form.toLowerCase());
}

const gzipped = /H4sI[A-Za-z0-9+/]{20,}={0,2}/g;

/** What is packed inside a text, as long answers are stored. */
function unpacked(text: string): string[] {
  return [...text.matchAll(gzipped)].flatMap(([packed]) => {
    try {
      return [gunzipSync(Buffer.from(packed, 'base64')).toString('utf8')];
    } catch {
      return [];
    }
  });
}

/**
 * Where secrets stand, as they are or encoded (base64 at any offset, hexadecimal, percent-encoded once or twice, JSON,
 * gzip in base64); letters of either case.
 *
 * @returns `operator token in plan.json`, each once
 */
export function findLeaks(canaries: Canaries, said: Iterable<Said>): readonly string[] {
  const wanted = [...canaries].map(([name, secret]) => ({ name, forms: formsOf(secret) }));
  const found = [...said].flatMap(({ where, text }) => {
    const texts = [text, ...unpacked(text)].map((each) => each.toLowerCase());
    const leaked = wanted.filter(({ forms }) =>
      forms.some((form) => texts.some((each) => each.includes(form))),
    );
    return leaked.map(({ name }) => `${name} in ${where}`);
  });
  return [...new Set(found)];
}
