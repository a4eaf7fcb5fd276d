import { isObject, type Json, type JsonObject } from '../../schemas/contract/json.ts';
import { type FieldSemantics, fieldSemantics, isKind } from '../../schemas/semantics.ts';

/** A value that stands in a file of its own: a certificate, metadata, a logo. */
interface SideFile {
  /** Relative to the manifest, with forward slashes. */
  readonly path: string;
  readonly content: string | Buffer;
}

export interface Separated {
  /** The spec with `file`, `metadataFile`, `logoFile` in place of the content. */
  readonly spec: JsonObject;
  readonly files: readonly SideFile[];
}

const dataUri = /^data:image\/(png|jpeg|svg\+xml);base64,(.*)$/su;
const endings: Readonly<Record<string, string>> = { png: 'png', jpeg: 'jpg', 'svg+xml': 'svg' };

/** The content of a field and the ending of its file; undefined where it is better left in the manifest. */
function contentOf(
  value: Json | undefined,
  form: 'text' | 'dataUri',
): { ending: string; content: string | Buffer } | undefined {
  if (typeof value !== 'string') return undefined;
  if (form === 'text') {
    const ending = value.includes('-----BEGIN') ? 'pem' : value.trimStart().startsWith('<') ? 'xml' : 'txt';
    return { ending, content: value.endsWith('\n') ? value : `${value}\n` };
  }
  const [, type = '', data = ''] = dataUri.exec(value) ?? [];
  const ending = endings[type];
  return ending === undefined ? undefined : { ending, content: Buffer.from(data, 'base64') };
}

/** Takes the contents out of a spec and collects their files; what field is which file the schema says. */
class Separation {
  readonly files: SideFile[] = [];
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  value(value: Json, field: FieldSemantics, path: readonly string[]): Json {
    if (Array.isArray(value) && field.type === 'list') {
      return value.map((item, index) => this.value(item, field.item, [...path, String(index + 1)]));
    }
    return isObject(value) && field.type === 'object' ? this.object(value, field.fields, path) : value;
  }

  object(
    value: JsonObject,
    fields: Readonly<Record<string, FieldSemantics>>,
    path: readonly string[],
  ): JsonObject {
    const result: JsonObject = {};
    const named = new Map(
      Object.entries(fields).flatMap(([name, { file }]) =>
        file ? [[file.field, { name, as: file.as }] as const] : [],
      ),
    );
    for (const [key, member] of Object.entries(value)) {
      const target = named.get(key);
      const found = target === undefined ? undefined : contentOf(member, target.as);
      const field = fields[key];
      if (target !== undefined && found !== undefined) result[target.name] = this.#add(found, path, key);
      else result[key] = field === undefined ? member : this.value(member, field, [...path, key]);
    }
    return result;
  }

  /** `certificates-1.pem` of `/identityProvider/certificates/1/pem`, `logo.svg` of `/logo`. */
  #add(
    { ending, content }: { ending: string; content: string | Buffer },
    path: readonly string[],
    key: string,
  ): string {
    const base = /^\d+$/u.test(path.at(-1) ?? '') ? path.slice(-2).join('-') : key;
    const file = `${this.#folder}/${base}.${ending}`;
    this.files.push({ path: file, content });
    return file;
  }
}

/**
 * Puts what a manifest can name as a file into files.
 *
 * @param folder folder of the files, relative to the manifest
 */
export function separateFiles(kind: string, spec: JsonObject, folder: string): Separated {
  if (!isKind(kind)) return { spec, files: [] };
  const separation = new Separation(folder);
  const separated = separation.object(spec, fieldSemantics(kind).fields, []);
  return { spec: separated, files: separation.files };
}
