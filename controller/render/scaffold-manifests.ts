/** A file to be written. */
export interface NewFile {
  /** Relative to its root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface ScaffoldOptions {
  readonly name: string;
  readonly account: string;
  readonly server: string;
  /** Path or URL of an editor's schema, as seen from a file of the set. */
  readonly schemaFor: (file: string, schema: 'bylaw' | 'bylaw-set') => string;
}

function setText({ name, server }: ScaffoldOptions): string {
  return `# A manifest set: everything below this folder that declares settings.
# The token never stands in a file: put it in the environment as BYLAW_TOKEN.
apiVersion: bylaw.dev/v1
kind: ManifestSet
metadata:
  name: ${name}
spec:
  server: ${server} # BYLAW_SERVER and --server win over it
  prune: true # what the set owned and no longer declares is removed, as its onRemoval says
  maxDeletions: 10 # more removals in one apply are refused unless the exact number is allowed
`;
}

function securityText({ account }: ScaffoldOptions): string {
  return `# How people of the account sign in. A field that is left out is not managed.
# \`bylaw explain SecurityPolicy\` tells what there is.
apiVersion: bylaw.dev/v1
kind: SecurityPolicy
metadata:
  account: ${account}
spec:
  maxLoginAttempts: 5
  password:
    minLength: 12
    refuseCommon: true
`;
}

function teamsText({ account }: ScaffoldOptions): string {
  return `# Teams of the account; several documents of a kind may stand in one file.
apiVersion: bylaw.dev/v1
kind: Team
metadata:
  name: Support
  account: ${account}
spec:
  description: First line
  membership: additive # exact: the members named here and nobody else
`;
}

/** The first files of a set: small, valid, and worth keeping. */
export function scaffoldManifests(options: ScaffoldOptions): NewFile[] {
  const folder = `accounts/${options.account}`;
  const file = (path: string, schema: 'bylaw' | 'bylaw-set', text: string): NewFile => ({
    path,
    text: `# yaml-language-server: $schema=${options.schemaFor(path, schema)}\n${text}`,
  });
  return [
    file('bylaw.yaml', 'bylaw-set', setText(options)),
    file(`${folder}/security-policy.yaml`, 'bylaw', securityText(options)),
    file(`${folder}/teams.yaml`, 'bylaw', teamsText(options)),
  ];
}
