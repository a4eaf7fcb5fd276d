import type { JsonObject } from '../../schemas/contract/json.ts';
import type { FileContent } from './file-content.ts';
import type { FileField } from './find-file-fields.ts';
import { aboutValue, type Finding } from './finding.ts';
import type { ManifestDocument } from './manifest-document.ts';
import type { Path } from './place.ts';
import { readReferencedFile } from './read-referenced-file.ts';

/** What a file changes in a document: members that go, and members that come. */
export interface Inlining {
  /** Of the mapping, from the root of the manifest. */
  readonly owner: Path;
  readonly remove: readonly string[];
  readonly add: JsonObject;
}

export interface Inlined {
  readonly findings: readonly Finding[];
  readonly inlinings: readonly Inlining[];
}

export interface FileContext {
  readonly root: string;
  readonly now: Date;
}

/** Reads and checks what the file fields of a manifest hold or name. */
export async function inlineFiles(
  document: ManifestDocument,
  fields: readonly FileField[],
  context: FileContext,
): Promise<Inlined> {
  const findings: Finding[] = [];
  const inlinings: Inlining[] = [];
  for (const field of fields) {
    const content = await contentOf(document, field, context);
    const path = [...field.owner, field.name];
    findings.push(...content.messages.map((message) => aboutValue(document, path, message)));
    if (content.add)
      inlinings.push({ owner: field.owner, remove: [field.name, field.form.field], add: content.add });
  }
  return { findings, inlinings };
}

async function contentOf(
  document: ManifestDocument,
  field: FileField,
  context: FileContext,
): Promise<FileContent> {
  if (field.holds === 'content') return inspect(field, Buffer.from(field.value), context);
  const read = readReferencedFile(context.root, document.source.file, field.value, limitOf(field));
  if ('problem' in read) return { messages: [read.problem], add: undefined };
  const content = await inspect(field, read.bytes, context);
  return {
    ...content,
    messages: content.messages.map((message) => ({
      ...message,
      summary: `${field.value}: ${message.summary}`,
    })),
  };
}

const limits: Readonly<Record<string, number>> = { certificate: 64 * 1024, image: 5 * 1024 * 1024 };

/** Bytes that a file of this use can have; metadata up to a mebibyte. */
function limitOf({ display }: FileField): number {
  return limits[display ?? ''] ?? 1024 * 1024;
}

/** Looks at the content by what it is for. The modules that read certificates, images and XML are loaded here. */
async function inspect(field: FileField, bytes: Buffer, context: FileContext): Promise<FileContent> {
  if (field.display === 'certificate') {
    const { inspectCertificate } = await import('./inspect-certificate.ts');
    return inspectCertificate(bytes, field.form.field, context.now);
  }
  if (field.display === 'image') {
    const { inspectLogo } = await import('./inspect-logo.ts');
    return inspectLogo(bytes, field);
  }
  const { inspectMetadata } = await import('./inspect-metadata.ts');
  return inspectMetadata(bytes, context.now);
}
