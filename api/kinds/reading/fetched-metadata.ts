/** What was read from the address of an identity provider's metadata, as SQL over its `saml_connection` `c`; NULL: nothing was. */
export const fetchedMetadata = `CASE WHEN c.metadata_url IS NOT NULL AND c.metadata_provider IS NOT NULL
      THEN jsonb_build_object('url', c.metadata_url, 'provider', c.metadata_provider) END`;
