const scpForm = /^(?:[^@/:\s]+@)?([^/:\s]+):(?!\/\/)(.+)$/u;

function canonical(host: string, path: string): string {
  return `https://${host.toLowerCase()}/${path.replace(/^\/+|\/+$/gu, '').replace(/\.git$/u, '')}`;
}

/**
 * One spelling of a git remote: a person clones by SSH and the pipeline by https with a token in the address, and both
 * mean the same repository. User name, password, query and fragment are left out; a local path stays as it is.
 *
 * @returns e.g. `https://git.acme.example/acme/settings`
 */
export function cleanRemoteUrl(remote: string): string {
  const text = remote.trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//iu.test(text)) {
    if (!URL.canParse(text)) return text.replace(/\/\/[^/]*@/u, '//').replace(/[?#].*$/u, '');
    const { protocol, hostname, host, pathname } = new URL(text);
    if (protocol === 'file:') return text;
    return canonical(protocol.startsWith('http') ? host : hostname, pathname);
  }
  const [, host, path] = scpForm.exec(text) ?? [];
  // A drive letter of Windows is no host.
  return host === undefined || path === undefined || host.length === 1 ? text : canonical(host, path);
}

/** The address of a run of the pipeline, without what must not be told. */
export function cleanPageUrl(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, pathname } = new URL(address);
  return /^https?:$/u.test(protocol) ? `${protocol}//${host}${pathname}` : undefined;
}
