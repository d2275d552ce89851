-- Analysts log in with roles of their own that are members of these. A server's roles are shared by all its
-- databases, so another installation may have made them, perhaps at this moment.
DO $$
DECLARE
  role_name text;
  schema_name text;
  view_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['earshot_bi', 'earshot_bi_pii'] LOOP
    BEGIN
      IF to_regrole(role_name) IS NULL THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
    FOREACH schema_name IN ARRAY ARRAY['bi', 'bi_pii'] LOOP
      CONTINUE WHEN schema_name = 'bi_pii' AND role_name <> 'earshot_bi_pii';
      EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', schema_name, role_name);
      -- only ours: a view that an analyst keeps beside them is the analyst's to grant
      FOR view_name IN
        SELECT relname FROM pg_class
        WHERE relnamespace = schema_name::regnamespace AND relkind = 'v' AND pg_has_role(relowner, 'USAGE')
      LOOP
        EXECUTE format('GRANT SELECT ON %I.%I TO %I', schema_name, view_name, role_name);
      END LOOP;
    END LOOP;
  END LOOP;
END $$;
