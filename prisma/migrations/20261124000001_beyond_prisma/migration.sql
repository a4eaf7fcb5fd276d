-- What the state needs and schema.prisma cannot say.

-- Names sort by their code points, the same on every server whatever its locale: lists page by name and manifests are compared in order.
ALTER TABLE organisation ALTER COLUMN name TYPE text COLLATE "C";
ALTER TABLE resource
  ALTER COLUMN name TYPE text COLLATE "C",
  ALTER COLUMN name_key TYPE text COLLATE "C";
ALTER TABLE account ALTER COLUMN name TYPE text COLLATE "C";
ALTER TABLE app_user
  ALTER COLUMN username TYPE text COLLATE "C",
  ALTER COLUMN username_key TYPE text COLLATE "C",
  ALTER COLUMN email TYPE text COLLATE "C",
  ALTER COLUMN email_key TYPE text COLLATE "C";
ALTER TABLE role ALTER COLUMN name TYPE text COLLATE "C";
ALTER TABLE team ALTER COLUMN name TYPE text COLLATE "C";
ALTER TABLE service_account ALTER COLUMN name TYPE text COLLATE "C";
ALTER TABLE manifest_set ALTER COLUMN name TYPE text COLLATE "C";
ALTER TABLE api_key ALTER COLUMN name TYPE text COLLATE "C";

-- An audit entry, once written, stays as it is.
CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit entries are never changed: % refused', TG_OP
    USING ERRCODE = 'restrict_violation', HINT = 'Correct a wrong entry by writing another one.';
END
$$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse();
-- Also in sessions that switch ordinary triggers off (session_replication_role).
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_append_only;

-- Full-text search of the audit log, within one organisation:
--   WHERE audit_words(organisation_id, description, actor, account, address, item, action) @@ audit_query($1, $2)
-- The organisation is one of the words: a GIN index cannot begin with a uuid column without an extension, and no search may have to
-- leaf through the entries of others.
CREATE FUNCTION audit_words(
  organisation_id uuid, description text, actor text, account text, address text, item text, action text
) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN array_to_tsvector(ARRAY[organisation_id::text]) || to_tsvector('simple'::regconfig, translate(
    description || ' ' || actor || ' ' || coalesce(account, '') || ' ' || coalesce(address, '') || ' ' || item || ' ' || action, '/', ' '));

-- A slash parts words, here and above: an address is found by its parts. Words as people type them: all must be there; "in quotes" in this order; `or`; `-without`. No words: every entry.
CREATE FUNCTION audit_query(organisation_id uuid, words text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN quote_literal(organisation_id::text)::tsquery && websearch_to_tsquery('simple'::regconfig, translate(words, '/', ' '));

CREATE INDEX audit_entry_words_idx ON audit_entry
  USING gin (audit_words(organisation_id, description, actor, account, address, item, action));
