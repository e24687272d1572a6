-- Run once by an administrator, in the database that NasOrleans is to use, before the first migration:
--   psql -d nas -f roles.sql
--   CREATE ROLE nas LOGIN PASSWORD '...' IN ROLE nas_silo;
-- Silos log in as a member of nas_silo, which can read and write but not change the schema. The migration runs as the
-- database's owner and grants nas_silo what it needs (grants.sql).

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'nas_silo') THEN
        CREATE ROLE nas_silo NOLOGIN;
    END IF;
END $$;

-- The statements for Orleans are written for read committed: under a stricter default the loser of a conflict would get an
-- error in place of an answer. Set for all who use this database, because settings of a group are not inherited by its members.
DO $$
BEGIN
    EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation = ''read committed''', current_database());
END $$;
