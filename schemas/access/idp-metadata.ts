import { SaxesParser } from 'saxes';
import { pemOf } from '../contract/pem.ts';

const saml = 'urn:oasis:names:tc:SAML:2.0:metadata';
const signatures = 'http://www.w3.org/2000/09/xmldsig#';

/** What settings are judged by that name an identity provider by its metadata (SAML 2.0 Metadata). */
export interface IdpFacts {
  /** Who it is and where people are sent, as one text that differs where these do: entity IDs, and addresses of sign-in. */
  readonly provider: string;
  /** Certificates that sign, in PEM form, each once. */
  readonly certificates: readonly string[];
}

/** Reads one document. Attributes have no namespace in metadata. */
class FactsReader {
  readonly #names: string[] = [];
  readonly #certificates = new Set<string>();
  readonly #open: string[] = [];
  #encrypts = false;
  #text = '';
  #broken = false;

  read(xml: string): IdpFacts | null {
    const parser = new SaxesParser({ xmlns: true });
    parser.on('error', () => {
      this.#broken = true;
    });
    parser.on('opentag', ({ uri, local, attributes }) => {
      this.#enter(`${uri} ${local}`, (name) => attributes[name]?.value ?? '');
    });
    parser.on('text', (text) => {
      this.#text += text;
    });
    parser.on('closetag', () => this.#leave());
    parser.write(xml.replace(/^\ufeff/, '').trim()).close();
    if (this.#broken) return null;
    return { provider: JSON.stringify(this.#names), certificates: [...this.#certificates] };
  }

  #enter(name: string, attribute: (name: string) => string): void {
    this.#open.push(name);
    this.#text = '';
    if (name === `${saml} EntityDescriptor`) this.#names.push(attribute('entityID'));
    if (name === `${saml} SingleSignOnService`)
      this.#names.push(`${attribute('Binding')} ${attribute('Location')}`);
    if (name === `${saml} KeyDescriptor`) this.#encrypts = attribute('use') === 'encryption';
  }

  #leave(): void {
    const closed = this.#open.pop();
    const signs = this.#open.includes(`${saml} KeyDescriptor`) && !this.#encrypts;
    const ofProvider = this.#open.includes(`${saml} IDPSSODescriptor`);
    if (closed === `${signatures} X509Certificate` && signs && ofProvider)
      this.#certificates.add(pemOf(this.#text));
  }
}

/**
 * Reads of metadata what plans and jobs judge by. What sign-ins believe is read, and refused, by stricter rules: this decides who is told, not
 * who comes in. What is no XML names a provider of its own, which nobody has signed in with.
 */
export function readIdpFacts(xml: string): IdpFacts {
  return new FactsReader().read(xml) ?? { provider: xml, certificates: [] };
}
