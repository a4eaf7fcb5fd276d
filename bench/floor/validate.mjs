// The least that validating a folder of manifests can cost: `node validate.mjs FOLDER`.
import { readDocuments } from './read-documents.mjs';

process.stdout.write(`${readDocuments(process.argv[2]).length} documents\n`);
